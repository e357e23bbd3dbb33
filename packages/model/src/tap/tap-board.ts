import type { Envelope } from "@zmqscope/protocol"
import type { Bodies } from "../body-book.js"
import { ValueStore } from "../value-store.js"
import { behind } from "./behind.js"
import { DEFAULT_SORT, type TapSort } from "./columns.js"
import { asksBeyondRows, compileFilter, type Peers, type Term } from "./filter/index.js"
import { asOf, asShown, type Held } from "./held.js"
import { InFlight } from "./in-flight.js"
import { type NameList, sortKey, sortsByName } from "./sort-keys.js"
import type { TapRows, TapSource } from "./tap-log.js"
import { TapQuery } from "./tap-query.js"

/** What the tap reads: the page's store, as of the moment that the page shows. */
export interface TapInput {
  readonly log: TapRows
  readonly roster: Peers & NameList & { readonly version: number }
  readonly bodies: Bodies
  readonly liveRows: Iterable<Envelope>
  /** Now, on the record clock, microseconds. */
  readonly nowAt: number
  readonly epochUnixUs: number
}

/** Time a frame that a question may take, milliseconds: an answer is a few frames away. */
const SLICE_MS = 6
/** The list is shown anew at most so often, milliseconds. */
const REDRAW_MS = 125
const ROWS_A_LOOK = 1024
/** A question that hangs on names is put again when they change, so often, milliseconds. */
const NAMES_MS = 1000

export interface TapQuestion {
  readonly terms?: readonly Term[]
  readonly sort?: TapSort
  /** Rows that ended before the log begins, in the order in which they did. */
  readonly past?: readonly Envelope[]
}

export interface TapBoardOptions {
  readonly input: TapInput
  /** A clock that only goes on, milliseconds. */
  readonly clock: () => number
}

/**
 * What the tap lists: the log and what is in flight, filtered and sorted, following or held. It
 * works in slices, once a frame, and tells its listeners when there is something new to show.
 */
export class TapBoard {
  readonly #input: TapInput
  readonly #clock: () => number
  readonly #inFlight = new InFlight()
  #terms: readonly Term[] = []
  #sort: TapSort = DEFAULT_SORT
  #past: readonly Envelope[] = []
  #query: TapQuery
  /** The answer on show: the last one, while there is nothing yet to show of the next. */
  #shown: TapQuery
  /** The question is the one before, put again: half an answer to it is less than what is on show. */
  #isRepeated = false
  #held: Held | null = null
  /** Places of the log below are counted in `newer`, while the list is held. */
  #countedTo = 0
  #newer = 0
  /** Rows that came since the listeners were told. */
  #unread = 0
  #generation: number
  #clears: number
  #namesVersion: number
  #namesAtMs = 0
  #toldAtMs = Number.NEGATIVE_INFINITY
  /** The log's next place when the listeners were told. */
  #toldNext = 0
  #mustTell = true
  readonly #version = new ValueStore(0)

  constructor({ input, clock }: TapBoardOptions) {
    this.#input = input
    this.#clock = clock
    this.#generation = input.log.generation
    this.#clears = input.log.clears
    this.#namesVersion = this.#knownVersion
    this.#query = this.#put(input.log)
    this.#shown = this.#query
  }

  // --- what is shown -----------------------------------------------------------------------------

  /** Changes when the list is to be drawn anew. */
  version = (): number => this.#version.get()

  subscribe = (listener: () => void): (() => void) => this.#version.subscribe(listener)

  get count(): number {
    return (this.#shown.order?.count ?? 0) + this.#inFlight.count
  }

  get total(): number {
    const { source } = this.#shown.parts
    return source.next - source.first + this.#inFlight.total
  }

  /** The row at an index of the list. Those in flight change until they end. */
  at(index: number): Envelope | undefined {
    const found = this.#inFlight.at(index)
    if (typeof found !== "number") return found
    const { order } = this.#shown
    if (order === null || index - found >= order.count) return undefined
    return this.#shown.rowAt(order.placeAt(index - found))
  }

  /** Where an envelope stands, looked for around an index and then in all; -1 when it is not listed. */
  indexOf(number: number, near = 0): number {
    const { count } = this
    for (let away = 0; away < count; away += 1) {
      for (const index of [near + away, near - away]) {
        if (index >= 0 && this.at(index)?.number === number) return index
      }
    }
    return -1
  }

  get held(): boolean {
    return this.#held !== null
  }

  /** Nothing that ended before is here (record clock, microseconds); null while nothing has ended. */
  get reachAt(): number | null {
    const source = this.#source
    return source.at(source.first)?.endedAt ?? null
  }

  /** Where the record clock stands for what is shown. */
  get nowAt(): number {
    return this.#held?.nowAt ?? this.#input.nowAt
  }

  /** Envelopes that match and ended since the list is held. */
  get newer(): number {
    return this.#newer
  }

  /** The answer on show is not yet the one to what was last asked. */
  get busy(): boolean {
    return !this.#query.done
  }

  // --- what is asked -----------------------------------------------------------------------------

  /** What is left out stays as it was. */
  ask({ terms = this.#terms, sort = this.#sort, past = this.#past }: TapQuestion): void {
    if (terms === this.#terms && sort === this.#sort && past === this.#past) return
    this.#terms = terms
    this.#sort = sort
    this.#past = past
    this.#askAgain()
  }

  /**
   * Keeps the list as it was last shown, for filters and sorts too.
   * @param wantedAt keeps it as it was at that moment (record clock, microseconds), as far as what
   *   is remembered reaches
   */
  hold(wantedAt: number | null = null): void {
    if (this.#held !== null && (wantedAt === null || this.#held.wantedAt === wantedAt)) return
    this.#held =
      wantedAt === null ? asShown(this.#input, this.#toldNext) : asOf(this.#input, wantedAt)
    this.#askAgain()
  }

  follow(): void {
    if (this.#held === null) return
    this.#held = null
    this.#askAgain()
  }

  /** Tells the listeners at the next frame, news or not. */
  redraw(): void {
    this.#mustTell = true
  }

  // --- for the frame loop ------------------------------------------------------------------------

  /** Once a frame: takes in what ended, and goes on with the answer. */
  work(): void {
    const isOver = this.#slice()
    const { log, nowAt } = this.#input
    if (log.generation !== this.#generation) this.#takePlaces()
    if (this.#knownVersion !== this.#namesVersion) this.#askWithNames()
    if (this.#held === null) this.#unread += this.#query.takeNew(nowAt, isOver)
    else this.#countNewer(isOver)
    this.#goOn(isOver)
  }

  /** Once a frame, after `work`: tells the listeners, when it is time and there is news. */
  notify(nowMs: number): void {
    if (!this.#mustTell && nowMs - this.#toldAtMs < REDRAW_MS) return
    this.#toldAtMs = nowMs
    const listed = this.#inFlight.count
    // What is held stands where it is, once its answer is there.
    if (this.#held === null || this.busy || this.#mustTell) this.#settle()
    const moves = this.#held === null && listed + this.#inFlight.count > 0
    if (!this.#mustTell && this.#unread === 0 && !moves) return
    this.#mustTell = false
    this.#unread = 0
    this.#toldNext = this.#source.next
    this.#version.set(this.version() + 1)
  }

  /** Of what is known besides rows: it only grows. */
  get #knownVersion(): number {
    const { roster, bodies } = this.#input
    return roster.version + bodies.version
  }

  get #source(): TapSource {
    return this.#held?.source ?? this.#input.log
  }

  #put(source: TapSource): TapQuery {
    const { roster, bodies, epochUnixUs } = this.#input
    return new TapQuery({
      source: behind(source, this.#past),
      matches: compileFilter(this.#terms, { peers: roster, bodies }, epochUnixUs),
      sort: this.#sort,
      key: sortKey(this.#sort, roster),
    })
  }

  /** Places of the log mean other rows than before. */
  #takePlaces(): void {
    const { log } = this.#input
    // What is held of another broker goes; of this one it stays, whatever came before or since.
    if (log.clears !== this.#clears) this.#held = null
    if (this.#held !== null && this.#held.wantedAt !== null) {
      this.#held = asOf(this.#input, this.#held.wantedAt)
    } else if (this.#held !== null) {
      this.#held.newerFrom = log.placeAfter(lastEndAt(this.#held.source))
    }
    this.#generation = log.generation
    this.#clears = log.clears
    this.#toldNext = log.next
    this.#askAgain()
  }

  /** Begins the answer anew, and works on it at once for a slice. */
  #askAgain({ isRepeated = false } = {}): void {
    this.#isRepeated = isRepeated
    this.#query = this.#put(this.#source)
    this.#newer = 0
    this.#countedTo = this.#held?.newerFrom ?? 0
    this.#namesVersion = this.#knownVersion
    this.#goOn(this.#slice())
    this.#mustTell = true
  }

  #askWithNames(): void {
    const now = this.#clock()
    if (now - this.#namesAtMs < NAMES_MS || this.busy) return
    this.#namesAtMs = now
    if (asksBeyondRows(this.#terms) || sortsByName(this.#sort)) this.#askAgain({ isRepeated: true })
    else this.#namesVersion = this.#knownVersion
  }

  #countNewer(isOver: () => boolean): void {
    const { log, nowAt } = this.#input
    const { matches } = this.#query.parts
    const before = this.#newer
    this.#countedTo = Math.max(this.#countedTo, log.first)
    while (this.#countedTo < log.next) {
      if (this.#countedTo % ROWS_A_LOOK === 0 && isOver()) break
      const row = log.at(this.#countedTo)
      this.#countedTo += 1
      if (row !== undefined && (matches === null || matches(row, nowAt))) this.#newer += 1
    }
    this.#unread += this.#newer - before
  }

  #goOn(isOver: () => boolean): void {
    if (!this.#query.done) {
      this.#query.work(isOver)
      if (this.#query.done) this.#mustTell = true
    }
    if (this.#query.done || (this.#query.order !== null && !this.#isRepeated)) {
      this.#shown = this.#query
    }
  }

  /** Puts everything in its place, before it is shown. */
  #settle(): void {
    if (!this.#shown.settle()) this.#askAgain()
    const { order, parts } = this.#shown
    if (order === null) return
    const rows = this.#held?.rows ?? this.#input.liveRows
    this.#inFlight.place(rows, parts.matches, parts.key, this.nowAt, order, (place) =>
      this.#shown.rowAt(place),
    )
  }

  #slice(): () => boolean {
    const until = this.#clock() + SLICE_MS
    return () => this.#clock() >= until
  }
}

/** When the last of some rows ended; before everything, when there is none. */
function lastEndAt(source: TapSource): number {
  return source.at(source.next - 1)?.endedAt ?? Number.NEGATIVE_INFINITY
}
