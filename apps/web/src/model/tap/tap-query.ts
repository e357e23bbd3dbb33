import type { Envelope } from "@zmqscope/protocol"
import type { TapSort } from "./columns.js"
import type { Matcher } from "./filter/index.js"
import { PackedOrder } from "./packed-order.js"
import { allOf, MatchList, type RowOrder, reversed } from "./row-order.js"
import type { SortKey } from "./sort-keys.js"
import type { TapSource } from "./tap-log.js"

const ROWS_A_STEP = 1024

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
  readonly #found: MatchList | null
  readonly #packed: PackedOrder | null
  readonly #steps: Generator<void>
  /** What is shown; null until a sort is through. */
  #order: RowOrder | null
  /** Rows below are looked at, or will be by the steps. */
  #seen: number
  /** Rows that came and belong into the sort. */
  #fresh: { key: number; place: number }[] = []
  #done = false

  constructor(parts: QueryParts) {
    const { source, matches, sort } = parts
    this.parts = parts
    this.#seen = source.next
    this.#found = matches === null ? null : new MatchList()
    const isByTime = sort.column === "time"
    this.#packed = isByTime ? null : new PackedOrder(source.first)
    this.#order = isByTime ? this.#byTime() : null
    this.#steps = this.#answer(source.first, source.next)
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
    const { source, matches, key } = this.parts
    let taken = 0
    this.#seen = Math.max(this.#seen, source.first)
    while (this.#seen < source.next) {
      const place = this.#seen
      if (place % ROWS_A_STEP === 0 && isOver()) break
      this.#seen += 1
      const row = source.at(place)
      if (row === undefined || (matches !== null && !matches(row, nowAt))) continue
      taken += 1
      this.#found?.addNewer(place)
      if (this.#packed !== null) this.#fresh.push({ key: key(row, nowAt), place })
    }
    return taken
  }

  /** Before it is shown: what came is put in its place, what is no longer kept goes. False: ask anew. */
  settle(): boolean {
    const { first } = this.parts.source
    if (this.#packed === null) {
      if (this.#done) this.#found?.dropBefore(first)
      return true
    }
    if (!this.#done) return true
    const fresh = this.#fresh
    this.#fresh = []
    return this.#packed.add(fresh, first)
  }

  #byTime(): RowOrder {
    const { source, sort } = this.parts
    if (this.#found === null) return allOf(source, sort.descending)
    return sort.descending ? this.#found : reversed(this.#found)
  }

  *#answer(first: number, next: number): Generator<void> {
    if (this.#found === null && this.#packed === null) return
    for (let until = next; until > first; until -= ROWS_A_STEP) {
      this.#look(Math.max(first, until - ROWS_A_STEP), until)
      yield
    }
    if (this.#packed === null) return
    yield* this.#packed.sort()
    this.#order = this.#packed
  }

  /** Looks at the rows of some places, the latest first. They have ended: no part of them goes on. */
  #look(from: number, until: number): void {
    const { source, matches, key } = this.parts
    for (let place = until - 1; place >= from; place -= 1) {
      const row = source.at(place)
      if (row === undefined || (matches !== null && !matches(row, 0))) continue
      this.#found?.addOlder(place)
      this.#packed?.push(key(row, 0), place)
    }
  }
}
