/** A power of two, and more than the peers of most brokers. */
const CELLS = 4096

/**
 * A Map by the index of a peer, with what was put in last where its index alone leads to it: every
 * record asks for its client or worker, and a Map's own way there costs more than all that is done
 * with them.
 */
export class IndexMap<T> extends Map<number, T> {
  /** The index of what lies in each cell. */
  readonly #indexes = new Float64Array(CELLS).fill(Number.NaN)
  readonly #values: (T | undefined)[] = Array.from({ length: CELLS }, () => undefined)

  override get(index: number): T | undefined {
    const cell = index & (CELLS - 1)
    return this.#indexes[cell] === index ? this.#values[cell] : super.get(index)
  }

  override set(index: number, value: T): this {
    const cell = index & (CELLS - 1)
    this.#indexes[cell] = index
    this.#values[cell] = value
    return super.set(index, value)
  }

  override delete(index: number): boolean {
    const cell = index & (CELLS - 1)
    if (this.#indexes[cell] === index) this.#forget(cell)
    return super.delete(index)
  }

  override clear(): void {
    this.#indexes.fill(Number.NaN)
    this.#values.fill(undefined)
    super.clear()
  }

  #forget(cell: number): void {
    this.#indexes[cell] = Number.NaN
    this.#values[cell] = undefined
  }
}
