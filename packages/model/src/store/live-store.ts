import { LiveEnvelopes } from "@zmqscope/metrics"
import {
  assertUnreachable,
  type Envelope,
  type Hello,
  type RecordBatch,
  type Snapshot,
  type SnapshotMessage,
  type StreamMessage,
} from "@zmqscope/protocol"
import { BodyBook } from "../body-book.js"
import { mergeSnapshot } from "../merge-snapshot.js"
import type { RecordWatcher } from "../replay.js"
import { Roster } from "../roster.js"
import type { Source, SourceSink } from "../source.js"
import { ChartBook, type ChartPoint, type WorkerSeries } from "../steps/index.js"
import type { StreamState } from "../stream-state.js"
import { TapLog } from "../tap/index.js"
import { WatchBook } from "../watch-book.js"
import { Backfill } from "./backfill.js"
import { Channel } from "./channel.js"
import { FigureLog } from "./figure-log.js"
import { Inbox } from "./inbox.js"
import type { ChartsView, FiguresView, StatusView } from "./views.js"

/** Ended envelopes that the page remembers. */
const ENVELOPES_KEPT = 100_000

/**
 * Everything that streams, outside React. What arrives is put aside; `drain` takes it in, once a
 * frame; `notify` publishes views to React, each channel at its own rate.
 */
export class LiveStore implements SourceSink {
  readonly roster = new Roster()
  /** What has ended, in the order in which it did. */
  readonly log = new TapLog(ENVELOPES_KEPT)
  /** Which of them hold what a filter looks for in bodies. */
  readonly bodies: BodyBook
  readonly #source: Omit<Source, "start">
  readonly #backfill: Backfill
  readonly #inbox = new Inbox()
  readonly #watch = new WatchBook()
  readonly #figureLog = new FigureLog()
  readonly #live = new LiveEnvelopes()
  readonly #charts: ChartBook
  #stream: StreamState = { phase: "connecting" }
  #hello: Hello | null = null
  #knownRun: string | null = null
  #snapshot: Snapshot | null = null
  /** The server's clock at the last snapshot of any run, Unix milliseconds. */
  #nowMs = 0
  /** Every record up to here has come, as the broker said last; microseconds on the record clock. */
  #knownAt = 0
  #appliedSequence = 0
  #refused = 0
  #lastRecordAt = 0
  readonly #watchers = new Set<RecordWatcher>()

  /** Connection, run, settings: at the next frame. */
  readonly status = new Channel<StatusView>(0, () => ({
    stream: this.#stream,
    hello: this.#hello,
    refused: this.#refused,
    watch: this.#watch.view,
  }))
  /** Key figures and peers. */
  readonly figures: Channel<FiguresView>
  readonly charts: Channel<ChartsView>

  /** The source answers here; what it tells comes in as to any `SourceSink`. */
  constructor(source: Omit<Source, "start">) {
    this.#source = source
    this.bodies = new BodyBook({
      search: (text, after) => source.past.searchBodies(text, after),
      oldestLive: () => this.#live.rows[Symbol.iterator]().next().value?.number ?? null,
    })
    this.#backfill = new Backfill({
      load: () => source.past.recentEnvelopes(),
      live: this.#live,
      onAnswer: (told, ended) => {
        for (const row of told) this.roster.learnRow(row)
        if (ended.length > 0) this.log.insert(ended)
        for (const { onBackfill } of this.#watchers) onBackfill()
      },
    })
    this.#charts = new ChartBook(source.past, () => this.#markAll())
    this.figures = new Channel<FiguresView>(200, () => this.#figures())
    this.charts = new Channel<ChartsView>(250, () => ({
      nowMs: this.#nowMs,
      markers: this.#charts.markers,
      history: this.#charts.load,
    }))
  }

  // --- for the connection ------------------------------------------------------------------------

  setStream(state: StreamState): void {
    this.#stream = state
    this.status.mark()
  }

  acceptMessage(message: StreamMessage): void {
    this.#inbox.putMessage(message)
  }

  acceptBatch(batch: RecordBatch): void {
    this.#inbox.putBatch(batch)
  }

  countRefused(): void {
    this.#refused += 1
    this.status.mark()
  }

  // --- for the frame loop ------------------------------------------------------------------------

  drain(): void {
    for (const arrival of this.#inbox.take()) {
      if (arrival.type === "message") this.#takeMessage(arrival.message)
      else this.#takeBatch(arrival.batch)
    }
  }

  notify(nowMs: number): void {
    this.#charts.askForPast()
    this.bodies.work(nowMs)
    for (const channel of [this.status, this.figures, this.charts]) channel.flush(nowMs)
  }

  // --- for React ---------------------------------------------------------------------------------

  /** Both return the same array until there is something new. */
  points(windowMs: number, nowMs: number): readonly ChartPoint[] {
    return this.#charts.points(windowMs, nowMs)
  }

  workersIn(points: readonly ChartPoint[]): readonly WorkerSeries[] {
    return this.#charts.workers(points)
  }

  /** One that is live, or ended not long ago. */
  envelope(number: number): Envelope | undefined {
    return this.#live.get(number) ?? this.log.find(number)
  }

  /** Those that have not ended. Rows move on as records come. */
  get liveRows(): Iterable<Envelope> {
    return this.#live.rows
  }

  /** Unix microseconds at which the record clock reads 0. */
  get epochUnixUs(): number {
    return this.#hello?.epochUnixUs ?? 0
  }

  /** Of the last record that has come, microseconds on the record clock; 0 before one. */
  get lastRecordAt(): number {
    return this.#lastRecordAt
  }

  /** Now on the record clock, microseconds, as far as the server has told. */
  get nowAt(): number {
    return Math.max(this.#lastRecordAt, this.#knownAt)
  }

  /** Figures as they stood at a moment, microseconds on the record clock; null where none so old are kept. */
  figuresAt(us: number): FiguresView | null {
    return this.#figureLog.at(us)
  }

  /** Nobody will ask for figures of before a moment. */
  forgetFigures(us: number): void {
    this.#figureLog.forget(us)
  }

  /** The first moment from one on (record clock, microseconds) of which there are figures, Unix milliseconds. */
  figuresFrom(us: number): number | null {
    const moment = this.#figureLog.momentFrom(us)
    // Not before, by a rounding: what is figured in has passed by then.
    return moment === null ? null : Math.ceil(this.epochUnixUs + moment + 1) / 1000
  }

  /** Adds a watcher; the returned function takes it out. */
  watch(watcher: RecordWatcher): () => void {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  /** Records with a number below are applied, or known to be missing. */
  get appliedSequence(): number {
    return this.#appliedSequence
  }

  /** Of the broker that runs; null while it is down or nobody is connected yet. */
  get run(): string | null {
    return this.#hello?.run ?? null
  }

  /** Of the broker that everything here is about: the one that runs, or ran last. */
  get knownRun(): string | null {
    return this.#knownRun
  }

  /** Asks for the history (again). */
  refreshHistory(): void {
    this.#charts.refresh()
  }

  // --- taking in ---------------------------------------------------------------------------------

  #takeSnapshot(message: SnapshotMessage): void {
    const snapshot = mergeSnapshot(this.#snapshot, message)
    // Of a broker that is down there are no figures, and noughts would pass for some.
    if (this.run !== null) this.#snapshot = snapshot
    if (message.watched !== undefined && this.#watch.take(message.watched)) this.status.mark()
    this.#nowMs = message.atMs
    this.#knownAt = message.knownAt
    this.#charts.take(snapshot)
    if (this.run !== null) this.#figureLog.add(this.nowAt, this.#figures())
    this.figures.mark()
    this.charts.mark()
  }

  #figures(): FiguresView {
    return { snapshot: this.#snapshot, trace: this.#charts.trace() }
  }

  #takeMessage(message: StreamMessage): void {
    if (message.type !== "hello") this.roster.learn(message)
    switch (message.type) {
      case "hello":
        this.#takeHello(message)
        return
      case "snapshot":
        this.#takeSnapshot(message)
        return
      case "gap":
        this.#missRecords()
        this.#source.onGap(message.missed)
        this.#appliedSequence = Math.max(this.#appliedSequence, message.sequence)
        return
      case "marker":
        this.#charts.addMarker(message.marker)
        this.charts.mark()
        return
      case "checkpoint":
      case "client":
      case "worker":
      case "notice":
      case "events":
      case "trials":
        return
      default:
        assertUnreachable(message)
    }
  }

  /**
   * A new connection, or news of the broker on the same one. Nothing known of another run holds;
   * while the broker is down, what was last known of it stays, and is shown as old.
   */
  #takeHello(hello: Hello): void {
    if (hello.run === null && this.run !== null) this.#loseLive()
    this.#live.clear()
    this.#backfill.giveUp()
    for (const { onBreak } of this.#watchers) onBreak()
    const missed = hello.sequence - this.#appliedSequence
    if (hello.run !== null && hello.run !== this.#knownRun)
      this.#beginRun(hello.run, hello.seriesBase)
    else if (hello.run !== null && missed > 0) this.#source.onGap(missed)
    this.#hello = hello
    this.roster.learn(hello)
    this.#appliedSequence = hello.sequence
    this.#markAll()
    if (hello.run !== null) this.#backfill.ask()
    // A broker that goes down adds nothing to the history; the one that comes says hello again.
    if (hello.run !== null || this.#charts.load.state !== "ready") this.refreshHistory()
  }

  /** The broker's process has ended, and with it went what it had: nobody writes a record of that. */
  #loseLive(): void {
    const end = { state: "lost", cause: "broker-ended", endedAt: this.nowAt } as const
    for (const row of this.#live.rows) this.log.append({ ...row, ...end })
  }

  /** Forgets the run before. */
  #beginRun(run: string, seriesBase = 0): void {
    this.#knownRun = run
    this.#charts.beginRun(seriesBase)
    this.#live.clear()
    this.roster.clear()
    this.bodies.clear()
    this.#watch.clear()
    this.log.clear()
    this.#figureLog.clear()
    this.#snapshot = null
    this.#lastRecordAt = 0
    this.#knownAt = 0
    for (const { onRun } of this.#watchers) onRun()
  }

  #takeBatch(batch: RecordBatch): void {
    const record = batch.records.cursor()
    while (record.next()) {
      if (!this.#backfill.note(record)) continue
      const ended = this.#live.readEnded(this.#live.apply(record))
      if (ended !== undefined) this.log.append(ended)
    }
    if (batch.records.length > 0) this.#lastRecordAt = record.at
    this.#appliedSequence = batch.firstSequence + batch.records.length
    for (const { onRecords } of this.#watchers) onRecords(batch.records)
  }

  /** Nobody knows any more which of the live envelopes have ended. */
  #missRecords(): void {
    this.#live.clear()
    for (const { onBreak } of this.#watchers) onBreak()
    if (this.run !== null) this.#backfill.ask()
  }

  #markAll(): void {
    for (const channel of [this.status, this.figures, this.charts]) channel.mark()
  }
}
