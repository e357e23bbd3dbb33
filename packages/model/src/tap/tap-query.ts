import type { Envelope } from "@zmqscope/protocol"
import type { TapSort } from "./columns.js"
import type { Matcher } from "./filter/index.js"
import { PackedOrder } from "./packed-order.js"
import { allOf, type RowOrder } from "./row-order.js"
import type { SortKey } from "./sort-keys.js"
import type { TapSource } from "./tap-log.js"

const ROWS_A_STEP = 1024
/** Rows merged into the order at once, or half as many as it has: some milliseconds' work. */
const BLOCK = 8192

export interface QueryParts {
  readonly source: TapSource
  readonly matches: Matcher | null
  readonly sort: TapSort
  readonly key: SortKey
}

/**
 * One question put to a log, answered in steps: which rows, in which order. A filter's answer grows
 * from the latest row back; a sort's comes whole. Rows that end later are taken in as they come.
 */
export class TapQuery {
  readonly parts: QueryParts
  /** Null where all rows stand as they ended. */
  readonly #packed: PackedOrder | null
  readonly #steps: Generator<void>
  /** What is shown; null until a sort is through. */
  #order: RowOrder | null
  readonly #keyOf: (row: Envelope, nowAt: number, place: number) => number
  /** Rows below are looked at, or will be by the steps. */
  #seen: number
  #done = false

  constructor(parts: QueryParts) {
    const { source, matches, sort, key } = parts
    const { first, next } = source
    const isByTime = sort.column === "time"
    this.parts = parts
    this.#seen = next
    this.#packed = isByTime && matches === null ? null : new PackedOrder(first)
    this.#order = isByTime ? (this.#packed ?? allOf(source, sort.descending)) : null
    // Of equal keys the later place stands first.
    this.#keyOf = isByTime ? (_, __, place) => (sort.descending ? 0 : place - first) : key
    this.#steps = this.#answer(first, next)
  }

  get done(): boolean {
    return this.#done
  }

  /** Null until there is something to show. */
  get order(): RowOrder | null {
    return this.#order
  }

  rowAt(place: number): Envelope | undefined {
    return this.parts.source.at(place)
  }

  /** Goes on until `isOver` says that the time is up. */
  work(isOver: () => boolean): void {
    while (!this.#done) {
      this.#done = this.#steps.next().done === true
      if (isOver()) return
    }
  }

  /** Takes in rows that ended since, until the time is up; how many of them match. */
  takeNew(nowAt: number, isOver: () => boolean): number {
    const { source } = this.parts
    let taken = 0
    this.#seen = Math.max(this.#seen, source.first)
    for (; this.#seen < source.next; this.#seen += 1) {
      if (this.#seen % ROWS_A_STEP === 0 && isOver()) break
      if (this.#look(this.#seen, nowAt)) taken += 1
    }
    return taken
  }

  /** Before it is shown: what came is put in its place, what is no longer kept goes. False: ask anew. */
  settle(): boolean {
    if (this.#packed === null || this.#order === null) return true
    return this.#packed.merge(this.parts.source.first)
  }

  *#answer(first: number, next: number): Generator<void> {
    const packed = this.#packed
    if (packed === null) return
    // They have ended: no part of them goes on, whatever time it is.
    for (let place = next - 1; place >= first; place -= 1) {
      this.#look(place, 0)
      if (packed.fresh >= Math.max(BLOCK, packed.count / 2)) packed.merge(this.parts.source.first)
      if (place % ROWS_A_STEP === 0) yield
    }
    packed.merge(this.parts.source.first)
    this.#order = packed
  }

  /** Whether the row of a place is one of those that are asked for. */
  #look(place: number, nowAt: number): boolean {
    const { source, matches } = this.parts
    const row = source.at(place)
    if (row === undefined || (matches !== null && !matches(row, nowAt))) return false
    this.#packed?.put(this.#keyOf(row, nowAt, place), place)
    return true
  }
}
