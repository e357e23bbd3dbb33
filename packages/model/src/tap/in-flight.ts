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
    const old = Array.from(rows).filter((row) => nowAt - row.receivedAt >= LISTED_AFTER_US)
    const listed = old
      .filter((row) => matches === null || matches(row, nowAt))
      .map((row) => ({ row, key: key(row, nowAt) }))
      .sort((one, other) => one.key - other.key || other.row.number - one.row.number)
    const keyAt = (index: number) => {
      const row = rowAt(order.placeAt(index))
      return row === undefined ? Infinity : key(row, nowAt)
    }
    this.#total = old.length
    this.#rows = listed.map(({ row }) => row)
    this.#indexes = listed.map(
      (entry, at) => at + firstOf(order.count, (index) => keyAt(index) >= entry.key),
    )
  }

  /** The row at an index of the whole list, or how many of these stand before it. */
  at(index: number): Envelope | number {
    const before = firstOf(this.#indexes.length, (at) => (this.#indexes[at] ?? 0) >= index)
    return this.#indexes[before] === index ? (this.#rows[before] ?? before) : before
  }
}

/** The first index that passes, as all after it do; `count` when there is none. */
function firstOf(count: number, passes: (index: number) => boolean): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >> 1
    if (passes(middle)) high = middle
    else low = middle + 1
  }
  return low
}
