/**
 * Values by envelope number, for numbers that come densely and mostly leave soon. What a number
 * leaves behind is nothing: a Map that many entries pass through hands the garbage collector a chain
 * of tables that keeps what was deleted alive for seconds.
 */
export class NumberTable<T> {
  readonly #values: (T | undefined)[]
  /** The number whose value lies in each cell; 0 for none. */
  readonly #numbers: Float64Array
  /** Those that stayed until another number needed their cell. */
  readonly #outlived = new Map<number, T>()
  #size = 0
  #newest = 0

  /** @param span how many numbers may pass before one that stays is in the way, a power of two */
  constructor(span: number) {
    if (!Number.isInteger(Math.log2(span))) {
      throw new RangeError(`the span is a power of two, not ${span}`)
    }
    this.#values = Array.from({ length: span }, () => undefined)
    // Written, so that its memory is taken now and not little by little.
    this.#numbers = new Float64Array(span).fill(0)
  }

  get size(): number {
    return this.#size
  }

  get(number: number): T | undefined {
    const cell = this.#cellOf(number)
    return this.#numbers[cell] === number ? this.#values[cell] : this.#outlived.get(number)
  }

  /** @param number from 1, and one that has no value */
  add(number: number, value: T): void {
    this.#size += 1
    const cell = this.#cellOf(number)
    const held = this.#numbers[cell] ?? 0
    if (held > number) {
      this.#outlived.set(number, value)
      return
    }
    const before = this.#values[cell]
    if (before !== undefined) this.#outlived.set(held, before)
    this.#numbers[cell] = number
    this.#values[cell] = value
    if (number > this.#newest) this.#newest = number
  }

  delete(number: number): void {
    const cell = this.#cellOf(number)
    if (this.#numbers[cell] === number) {
      this.#numbers[cell] = 0
      this.#values[cell] = undefined
      this.#size -= 1
    } else if (this.#outlived.delete(number)) this.#size -= 1
  }

  clear(): void {
    this.#values.fill(undefined)
    this.#numbers.fill(0)
    this.#outlived.clear()
    this.#size = 0
  }

  /** In the order of their numbers, if they were added in it. */
  *[Symbol.iterator](): IterableIterator<T> {
    yield* this.#outlived.values()
    const oldest = this.#newest - this.#numbers.length + 1
    for (let number = oldest; number <= this.#newest; number += 1) {
      const value = this.#values[this.#cellOf(number)]
      if (value !== undefined) yield value
    }
  }

  #cellOf(number: number): number {
    return number & (this.#numbers.length - 1)
  }
}
