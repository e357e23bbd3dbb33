/**
 * A sort of up to 131,072 rows in steps. Each row is one number, its key above and its place below,
 * so that a typed array sorts them without a comparison function, and blocks of it in well under a
 * millisecond. Equal keys stand with the later place first.
 */
const PLACE_BITS = 17
const PLACES = 2 ** PLACE_BITS
/** Keys are whole numbers from 0 to this: 19 hours in microseconds. */
export const MAX_KEY = 2 ** (53 - PLACE_BITS) - 1
/** Rows sorted, or merged, between two looks at the clock. */
const BLOCK = 8192

export class PackedOrder {
  #values: Float64Array
  #spare: Float64Array
  #count: number
  /** The place that stands for 0. */
  #base: number

  constructor(base: number) {
    this.#values = new Float64Array(PLACES)
    this.#spare = new Float64Array(PLACES)
    this.#count = 0
    this.#base = base
  }

  get count(): number {
    return this.#count
  }

  placeAt(index: number): number {
    return this.#base + PLACES - 1 - ((this.#values[index] ?? 0) % PLACES)
  }

  /** Adds a row at the end; `sort` puts it where it belongs. */
  push(key: number, place: number): void {
    if (this.#count >= PLACES) return
    this.#values[this.#count] = this.#pack(key, place)
    this.#count += 1
  }

  /** Sorts everything; yields when it has worked for a while. */
  *sort(): Generator<void> {
    for (let from = 0; from < this.#count; from += BLOCK) {
      this.#values.subarray(from, Math.min(from + BLOCK, this.#count)).sort()
      yield
    }
    for (let width = BLOCK; width < this.#count; width *= 2) {
      for (let from = 0; from < this.#count; from += 2 * width) {
        yield* this.#mergeRuns(from, from + width, from + 2 * width)
      }
      this.#swap()
    }
  }

  /**
   * Takes in more rows, in any order, and drops those whose place is below `first`. False when
   * places have run too far from the base: the order must then be made anew.
   */
  add(rows: readonly { readonly key: number; readonly place: number }[], first: number): boolean {
    if (rows.length === 0 && first === this.#base) return true
    if (rows.some(({ place }) => place - this.#base >= PLACES)) return false
    const fresh = Float64Array.from(rows, ({ key, place }) => this.#pack(key, place)).sort()
    // A row's low bits count down from the base: moving the base up by `shift` adds `shift` to each.
    const shift = first - this.#base
    const gone = PLACES - shift
    let read = 0
    let written = 0
    const keep = (value: number) => {
      if (value % PLACES >= gone || written >= PLACES) return
      this.#spare[written] = value + shift
      written += 1
    }
    for (const value of fresh) {
      while (read < this.#count && (this.#values[read] ?? 0) < value) {
        keep(this.#values[read] ?? 0)
        read += 1
      }
      keep(value)
    }
    for (; read < this.#count; read += 1) keep(this.#values[read] ?? 0)
    this.#count = written
    this.#base = first
    this.#swap()
    return true
  }

  *#mergeRuns(from: number, middle: number, until: number): Generator<void> {
    const leftEnd = Math.min(middle, this.#count)
    const rightEnd = Math.min(until, this.#count)
    let left = from
    for (let to = from; to < rightEnd; to += BLOCK) {
      // What is not taken from the left is taken from the right.
      const right = leftEnd + (to - from) - (left - from)
      left = this.#mergeBlock(left, leftEnd, right, rightEnd, to)
      yield
    }
  }

  /** Merges as many as a block from two runs to `to`; how far it came in the left one. */
  #mergeBlock(from: number, leftEnd: number, begin: number, rightEnd: number, to: number): number {
    const values = this.#values
    const merged = this.#spare
    const end = Math.min(to + BLOCK, rightEnd)
    let left = from
    let right = begin
    for (let at = to; at < end; at += 1) {
      const one = left < leftEnd ? (values[left] ?? 0) : Number.POSITIVE_INFINITY
      const other = right < rightEnd ? (values[right] ?? 0) : Number.POSITIVE_INFINITY
      if (one <= other) {
        merged[at] = one
        left += 1
      } else {
        merged[at] = other
        right += 1
      }
    }
    return left
  }

  #swap(): void {
    const sorted = this.#spare
    this.#spare = this.#values
    this.#values = sorted
  }

  #pack(key: number, place: number): number {
    const whole = Math.min(Math.max(Math.round(key), 0), MAX_KEY)
    return whole * PLACES + (PLACES - 1 - (place - this.#base))
  }
}
