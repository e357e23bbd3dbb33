import type { RowOrder } from "./row-order.js"

/**
 * An order of up to 131,072 rows. Each row is one number, its key above and its place below, so that
 * a typed array sorts them without a comparison function; what comes is sorted by itself and merged
 * in. Equal keys stand with the later place first.
 */
const PLACE_BITS = 17
const PLACES = 2 ** PLACE_BITS
/** Keys are whole numbers from 0 to this: 19 hours in microseconds. */
export const MAX_KEY = 2 ** (53 - PLACE_BITS) - 1

export class PackedOrder implements RowOrder {
  #values = new Float64Array(PLACES)
  #spare = new Float64Array(PLACES)
  #count = 0
  /** The place that stands for 0. */
  #base: number
  #fresh: number[] = []
  #isLeftBehind = false

  constructor(base: number) {
    this.#base = base
  }

  get count(): number {
    return this.#count
  }

  /** Rows that `merge` is to put where they belong. */
  get fresh(): number {
    return this.#fresh.length
  }

  placeAt(index: number): number {
    return this.#base + PLACES - 1 - ((this.#values[index] ?? 0) % PLACES)
  }

  put(key: number, place: number): void {
    const at = place - this.#base
    const whole = Math.min(Math.max(Math.round(key), 0), MAX_KEY)
    if (at >= PLACES) this.#isLeftBehind = true
    else if (at >= 0) this.#fresh.push(whole * PLACES + PLACES - 1 - at)
  }

  /**
   * Takes in what was put, and drops rows whose place is below `first`. False when places have run
   * too far from the base: the order must then be made anew.
   */
  merge(first: number): boolean {
    if (this.#isLeftBehind) return false
    if (this.#fresh.length === 0 && first === this.#base) return true
    const fresh = Float64Array.from(this.#fresh).sort()
    const [old, merged, count] = [this.#values, this.#spare, this.#count]
    // A row's low bits count down from the base: moving the base up by `shift` adds `shift` to each.
    const shift = first - this.#base
    const gone = PLACES - shift
    let read = 0
    let written = 0
    const keep = (value: number) => {
      if (value % PLACES >= gone) return
      merged[written] = value + shift
      written += 1
    }
    for (const value of fresh) {
      for (; read < count && (old[read] ?? 0) < value; read += 1) keep(old[read] ?? 0)
      keep(value)
    }
    for (; read < count; read += 1) keep(old[read] ?? 0)
    this.#fresh = []
    this.#count = written
    this.#base = first
    this.#values = merged
    this.#spare = old
    return true
  }
}
