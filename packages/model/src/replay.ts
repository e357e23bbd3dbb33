import { LiveEnvelopes, lastStepAt } from "@zmqscope/metrics"
import {
  assertUnreachable,
  type Envelope,
  type EnvelopeRecord,
  type EnvelopeState,
  type RecordCursor,
  type Records,
} from "@zmqscope/protocol"
import { rowsAt } from "./moments.js"
import type { Now } from "./now.js"
import { Standing } from "./standing.js"
import type { TapLog } from "./tap/index.js"

/** Records kept between the moment that is shown and now: at 2,000 envelopes a second some 10 s. */
const MAX_KEPT_RECORDS = 100_000

/** Hears what is taken in, as it is. Called within `LiveStore.drain`. */
export interface RecordWatcher {
  /** In order, already in the store's own rows. */
  readonly onRecords: (records: Records) => void
  /** A connection or a gap: what was known of live envelopes holds no more. */
  readonly onBreak: () => void
  /** Another broker: no number and no index means what it did. */
  readonly onRun: () => void
  /** Envelopes from before the page listened have been taken in, or cannot be had. */
  readonly onBackfill: () => void
}

export interface ReplayInput {
  readonly liveRows: Iterable<Envelope>
  readonly log: TapLog
  /** Now, on the record clock, microseconds, as far as it was told. */
  readonly nowAt: number
  /** Of the last record that has come, microseconds on the record clock; 0 before one. */
  readonly lastRecordAt: number
  readonly epochUnixUs: number
  /** Of the broker that runs; null while it is down. */
  readonly run: string | null
  watch(watcher: RecordWatcher): () => void
}

/** A step that the moment shown has just passed. */
export interface Passed {
  readonly record: EnvelopeRecord
  /** As it is after the step. Null of what never was an envelope. */
  readonly row: Envelope | null
  readonly before: EnvelopeState | null
  readonly workerBefore: number | null
}

export interface ReplayWatcher {
  readonly onPassed: (passed: Passed) => void
  /** What stood does not lead to what stands: time was skipped, or there is another run. */
  readonly onJump: () => void
}

/**
 * The fold at the moment that is shown (`Now`): which envelopes stood where then, exactly. It goes
 * forward by the records that have come since; to go elsewhere it puts rows together anew from what
 * is live and what has ended, as they were then.
 */
export class Replay {
  readonly standing = new Standing()
  readonly #input: ReplayInput
  readonly #now: Now
  readonly #live = new LiveEnvelopes()
  readonly #watchers = new Set<ReplayWatcher>()
  #chunks: Records[] = []
  /** Stands at the next record, which is the first chunk's. */
  #next: RecordCursor | null = null
  #kept = 0
  /** All records that came since the moment shown are kept. */
  #isKeeping = false
  /** The first moment that the page was there for, microseconds. */
  #knownFromUs = Number.POSITIVE_INFINITY
  /** Envelopes from before the page listened are known, or never will be. */
  #isFilled = false
  #isKnown = true
  #version = 0

  constructor(input: ReplayInput, now: Now) {
    this.#input = input
    this.#now = now
  }

  start(): () => void {
    return this.#input.watch({
      onRecords: (records) => this.#keep(records),
      onBreak: () => {
        this.#isFilled = false
        this.#forget()
        this.#now.reset()
      },
      onRun: () => {
        this.#clear()
        this.#knownFromUs = Number.POSITIVE_INFINITY
        this.#now.reset({ isOtherClock: true })
      },
      onBackfill: () => {
        this.#isFilled = true
        this.#now.reset()
      },
    })
  }

  watch(watcher: ReplayWatcher): () => void {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  /** Changes whenever anything stands elsewhere. */
  get version(): number {
    return this.#version
  }

  /** Whether the page holds what there was at the moment that is shown; else nothing stands here. */
  get isKnown(): boolean {
    return this.#isKnown
  }

  /** One that stands, as it was at the moment that is shown. */
  row(number: number): Envelope | undefined {
    return this.#live.get(number)
  }

  /** Once a frame, after the store's `drain`: moves the moment on, and what stands with it. */
  advance(pageMs: number): void {
    const { nowAt, lastRecordAt, epochUnixUs, run } = this.#input
    const isDown = run === null && this.#now.mode !== "frozen"
    if (isDown) {
      this.#clear()
      this.#isKnown = false
    }
    if (this.#isFilled && !isDown) this.#now.hear(nowAt, lastRecordAt, epochUnixUs, pageMs)
    const advance = this.#now.advance(pageMs)
    switch (advance) {
      case "went-on":
        this.#goOn(this.#now.atUs)
        return
      case "caught-up":
        this.#catchUp(this.#now.atUs)
        return
      case "sought":
        this.#goTo(this.#now.atUs)
        return
      default:
        assertUnreachable(advance)
    }
  }

  #keep(records: Records): void {
    if (!this.#isKeeping) return
    this.#chunks.push(records)
    this.#kept += records.length
    if (this.#kept > MAX_KEPT_RECORDS) this.#forget()
  }

  /** What comes is not kept until the moment shown has caught up. */
  #forget(): void {
    this.#chunks = []
    this.#next = null
    this.#kept = 0
    this.#isKeeping = false
  }

  #clear(): void {
    if (this.#live.size > 0) this.#place([])
  }

  #goOn(untilUs: number): void {
    if (!this.#isKeeping) {
      if (this.#isFilled) this.#now.giveUp()
      return
    }
    for (;;) {
      const record = this.#nextRecord()
      if (record === null || record.at > untilUs) return
      this.#apply(record.copy())
      if (!record.next()) this.#dropChunk()
    }
  }

  #nextRecord(): RecordCursor | null {
    while (this.#next === null) {
      const cursor = this.#chunks[0]?.cursor()
      if (cursor === undefined) return null
      if (cursor.next()) this.#next = cursor
      else this.#dropChunk()
    }
    return this.#next
  }

  #dropChunk(): void {
    this.#kept -= this.#chunks.shift()?.length ?? 0
    this.#next = null
  }

  #apply(record: EnvelopeRecord): void {
    const row = this.#live.read(this.#live.apply(record)) ?? null
    const { previousState: before, previousWorker: workerBefore } = this.#live
    const passed = { record, row, before, workerBefore }
    // Whoever hears of it still sees what stood before it.
    for (const { onPassed } of this.#watchers) onPassed(passed)
    if (row === null) return
    this.standing.move(row, before, workerBefore)
    this.#version += 1
  }

  /** What stands now, and from here on by records. */
  #catchUp(atUs: number): void {
    this.#forget()
    this.#isKeeping = true
    this.#isKnown = true
    this.#knownFromUs = Math.min(this.#knownFromUs, atUs)
    this.#place(Array.from(this.#input.liveRows, (row) => ({ ...row })))
  }

  /** What stood at a moment that is past, as far as the page holds what has ended since. */
  #goTo(atUs: number): void {
    const { log, liveRows } = this.#input
    this.#forget()
    const oldestEnd = log.at(log.first)?.endedAt ?? Number.POSITIVE_INFINITY
    // Once rows have been dropped, only the oldest that is left tells how far back is whole.
    this.#isKnown = atUs >= (log.first > 0 ? oldestEnd : Math.min(oldestEnd, this.#knownFromUs))
    this.#place(this.#isKnown ? [...rowsAt(atUs, liveRows, log, log.placeAfter(atUs))] : [])
  }

  #place(rows: readonly Envelope[]): void {
    for (const { onJump } of this.#watchers) onJump()
    this.standing.clear()
    this.#live.clear()
    this.#live.adopt(rows)
    for (const row of rows.toSorted(byArrival)) this.standing.move(row, null, null)
    this.#version += 1
  }
}

/** As they came to where they stand. */
function byArrival(one: Envelope, other: Envelope): number {
  return lastStepAt(one) - lastStepAt(other) || one.number - other.number
}
