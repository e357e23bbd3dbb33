import type { TapSource } from "./tap-log.js"

/** Which rows are shown, by their place in the log, the topmost first. */
export interface RowOrder {
  readonly count: number
  placeAt(index: number): number
}

/** All of a log, the latest first or last. */
export function allOf(source: TapSource, latestFirst: boolean): RowOrder {
  return {
    get count() {
      return source.next - source.first
    },
    placeAt: (index) => (latestFirst ? source.next - 1 - index : source.first + index),
  }
}

export function reversed(order: RowOrder): RowOrder {
  return {
    get count() {
      return order.count
    },
    placeAt: (index) => order.placeAt(order.count - 1 - index),
  }
}

/** Heads of arrays are cut off when so many items there are gone. */
const CUT_AT = 16_384

/** The rows that match, the latest first: older ones are found backwards while new ones come. */
export class MatchList implements RowOrder {
  readonly #older: number[] = []
  readonly #newer: number[] = []
  #newerFrom = 0

  get count(): number {
    return this.#newer.length - this.#newerFrom + this.#older.length
  }

  placeAt(index: number): number {
    const newer = this.#newer.length - this.#newerFrom
    const place =
      index < newer ? this.#newer[this.#newer.length - 1 - index] : this.#older[index - newer]
    return place ?? -1
  }

  addOlder(place: number): void {
    this.#older.push(place)
  }

  addNewer(place: number): void {
    this.#newer.push(place)
  }

  /** Forgets rows that are no longer kept. */
  dropBefore(first: number): void {
    while ((this.#older.at(-1) ?? first) < first) this.#older.pop()
    if (this.#older.length > 0) return
    while ((this.#newer[this.#newerFrom] ?? first) < first) this.#newerFrom += 1
    if (this.#newerFrom < CUT_AT) return
    this.#newer.splice(0, this.#newerFrom)
    this.#newerFrom = 0
  }
}
