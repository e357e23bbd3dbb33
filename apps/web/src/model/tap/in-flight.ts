import type { Envelope } from "@zmqscope/protocol"
import type { Matcher } from "./filter/index.js"
import type { RowOrder } from "./row-order.js"
import type { SortKey } from "./sort-keys.js"

/**
 * Envelopes in flight are listed once they have been so for this long, microseconds: of 2,000
 * requests a second, those that are only passing through would be all that one sees.
 */
const LISTED_AFTER_US = 250_000

/** Envelopes in flight among the rows of an order, each where its key belongs. */
export class InFlight {
  #rows: readonly Envelope[] = []
  /** Where each stands in the whole list, ascending. */
  #indexes: readonly number[] = []
  #total = 0

  get count(): number {
    return this.#rows.length
  }

  /** Those that are listed, and those that would be if they matched. */
  get total(): number {
    return this.#total
  }

  /** Works out which are listed, and where; the order's rows must ascend by the key. */
  place(
    rows: Iterable<Envelope>,
    matches: Matcher | null,
    key: SortKey,
    nowAt: number,
    order: RowOrder,
    rowAt: (place: number) => Envelope | undefined,
  ): void {
    const listed: { readonly row: Envelope; readonly key: number }[] = []
    this.#total = 0
    for (const row of rows) {
      if (nowAt - row.receivedAt < LISTED_AFTER_US) continue
      this.#total += 1
      if (matches === null || matches(row, nowAt)) listed.push({ row, key: key(row, nowAt) })
    }
    listed.sort((one, other) => one.key - other.key || other.row.number - one.row.number)
    const keyAt = (index: number) => {
      const row = rowAt(order.placeAt(index))
      return row === undefined ? Infinity : key(row, nowAt)
    }
    this.#rows = listed.map(({ row }) => row)
    this.#indexes = listed.map((entry, at) => at + firstAbove(order.count, keyAt, entry.key))
  }

  /** The row at an index of the whole list, or how many of these stand before it. */
  at(index: number): Envelope | number {
    let low = 0
    let high = this.#indexes.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#indexes[middle] ?? 0) < index) low = middle + 1
      else high = middle
    }
    return this.#indexes[low] === index ? (this.#rows[low] ?? low) : low
  }
}

/** The first index whose key is not below; `count` when there is none. */
function firstAbove(count: number, keyAt: (index: number) => number, key: number): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >> 1
    if (keyAt(middle) < key) low = middle + 1
    else high = middle
  }
  return low
}
