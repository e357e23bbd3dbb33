import type {
  Checkpoint,
  ClientEvent,
  ClientIdentity,
  Dealing,
  EnvelopeRecord,
  HistoryStep,
  Records,
  WorkerEvent,
  WorkerIdentity,
} from "@zmqscope/protocol"
import { ClientFigures } from "./client-figures.js"
import { compareCheckpoint, type Discrepancy } from "./compare-checkpoint.js"
import type { EnvelopeBook } from "./envelope-book.js"
import { ENDED_AT, NONE, RECEIVED_AT } from "./envelope-rows.js"
import { Figures } from "./figures.js"
import type { Depths, History } from "./history.js"
import { FINE_STEP_MS } from "./steps.js"
import { WorkerFigures } from "./worker-figures.js"

/** So long after its last word steps without any are taken as told: the broker speaks once a second. */
const PULSE_US = 1_500_000
/** Of a longer silence nobody knows anything. */
const SILENCE_US = 3_000_000

export interface FoldOptions {
  /** Unix microseconds at which the record clock reads 0. */
  readonly epochUnixUs: number
  /** Filled by this run from now on. */
  readonly history: History
  /** Empty, and filled by this run from now on. */
  readonly book: EnvelopeBook
  /** Where on the record clock the fold begins, microseconds. */
  readonly startAt?: number
  /** Names this run's workers in the history: worker `index` is series `seriesBase + index`. */
  readonly seriesBase?: number
}

export interface CheckpointOutcome {
  /** Whether the broker's figures were taken over, as they are after a gap. */
  readonly adopted: boolean
  /** What differed. Without `adopted` any difference is a fault of the broker or of the fold. */
  readonly discrepancies: readonly Discrepancy[]
}

/**
 * One run of the broker, folded: every figure that is shown, from nothing but records, peers' events
 * and checkpoints in their order. Time is what they and `advanceTo` say; it never runs backwards.
 * Of a silence that the broker's checkpoints would have broken, the history has no steps.
 *
 * A fold that begins in the middle of a run starts with `gap(0)`.
 */
export class Fold extends Figures {
  readonly seriesBase: number
  /** Records known to be missing. */
  missed = 0
  readonly #history: History
  /** Workers that have gone and may have requests yet, by index: their series. */
  readonly #goneSeries = new Map<number, number>()
  #epochUnixUs: number
  #step: HistoryStep
  #stepEndAt: number
  /** When the broker last said anything. */
  #heardAt: number
  #dealing: Dealing | undefined
  /** Until when the envelopes that were there are counted into steps. */
  #accruedAt: number
  /** How long those that were there when the step began had been there before it, added up. */
  #agesBeforeUs = 0

  constructor({ epochUnixUs, history, book, startAt = 0, seriesBase }: FoldOptions) {
    super(book, startAt)
    this.seriesBase = seriesBase ?? history.nextSeries
    this.#epochUnixUs = epochUnixUs
    this.#history = history
    this.#heardAt = startAt
    this.#accruedAt = startAt
    this.#step = history.openStep(this.unixMs(startAt))
    this.#stepEndAt = this.#endAt(this.#step)
  }

  /** Unix microseconds at which the record clock reads 0. */
  get epochUnixUs(): number {
    return this.#epochUnixUs
  }

  /** Unix milliseconds of a moment on the record clock. */
  unixMs(at: number): number {
    return (this.#epochUnixUs + at) / 1000
  }

  records(records: Records): void {
    const record = records.cursor()
    while (record.next()) this.apply(record)
  }

  apply(record: EnvelopeRecord): void {
    this.#hear(record.at)
    this.#accrue(record.at)
    const row = this.transit(record, this.#step)
    if (row === NONE) return
    const { store } = this.book.live
    const sojournUs = (store.cells[row + ENDED_AT] ?? 0) - (store.cells[row + RECEIVED_AT] ?? 0)
    if (Number.isNaN(sojournUs)) return
    this.#step.withinUs += sojournUs
    if (record.kind === "returned") this.#history.addRoundTrip(this.#step, store, row)
  }

  client({ event, client }: Pick<ClientEvent, "event" | "client">): void {
    if (event === "left") this.liveClients.delete(client.index)
    else this.#joinClient(client)
  }

  worker({ event, at, worker }: Pick<WorkerEvent, "event" | "at" | "worker">): void {
    this.#hear(at)
    const known = this.liveWorkers.get(worker.index)
    if (event === "joined") this.#joinWorker(worker)
    else if (known !== undefined) this.#removeWorker(known)
  }

  /** Records are missing: until it has caught up, the fold takes checkpoints over. */
  gap(missed: number): void {
    this.missed += missed
    this.#step.missed += missed
    this.isRecovering = true
    this.book.live.clear()
    for (const client of this.liveClients.values()) client.lostAt = null
    this.#agesBeforeUs = 0
  }

  /** Holds the broker's figures against the fold's, or takes them over after a gap. */
  checkpoint(checkpoint: Checkpoint): CheckpointOutcome {
    this.#hear(checkpoint.at)
    const discrepancies = compareCheckpoint(this, checkpoint)
    const adopted = this.isRecovering
    this.#accrue(checkpoint.at)
    if (adopted) this.#adopt(checkpoint)
    const { dealing } = checkpoint.settings
    if (this.#dealing !== undefined && this.#dealing !== dealing) this.forgetRoundTrips()
    this.#dealing = dealing
    return { adopted, discrepancies }
  }

  /** Lets time pass by somebody else's clock: only for so long is the broker known to be just silent. */
  advanceTo(at: number): void {
    this.#reach(Math.min(at, this.#heardAt + PULSE_US))
  }

  /** The machine slept for so long, or its clock was set forward: time went on without records. */
  skip(us: number): void {
    this.#closeStep(this.now, this.#oldestWaitingReceivedAt())
    this.#epochUnixUs += us
    this.#openStep(this.now)
  }

  /** The run is over at `at`: what its workers did since the last step goes into the history. */
  end(at: number): void {
    this.advanceTo(at)
    const oldest = this.#oldestWaitingReceivedAt()
    for (const worker of this.liveWorkers.values()) this.#removeWorker(worker)
    this.#goneSeries.clear()
    this.liveClients.clear()
    this.#closeStep(this.now, oldest)
  }

  #hear(at: number): void {
    if (at - this.#heardAt > SILENCE_US) this.#skipTo(at)
    else this.#reach(at)
    if (at > this.#heardAt) this.#heardAt = at
  }

  /** Closes the steps that are over at `at`. */
  #reach(at: number): void {
    if (at >= this.#stepEndAt) {
      const oldest = this.#oldestWaitingReceivedAt()
      while (at >= this.#stepEndAt) {
        const endAt = this.#stepEndAt
        this.#closeStep(endAt, oldest)
        this.#openStep(endAt)
      }
    }
    if (at > this.now) this.now = at
  }

  /** What lies between is no step's, nor what workers did in it. */
  #skipTo(at: number): void {
    this.#closeStep(this.#stepEndAt, this.#oldestWaitingReceivedAt())
    this.#openStep(at)
    this.now = at
  }

  #joinClient(identity: ClientIdentity): ClientFigures {
    const known = this.liveClients.get(identity.index)
    if (known !== undefined) return known
    const client = new ClientFigures(identity, this.clocks.steps, this.book.live)
    this.liveClients.set(identity.index, client)
    return client
  }

  #joinWorker(identity: WorkerIdentity): WorkerFigures {
    const known = this.liveWorkers.get(identity.index)
    if (known?.identity.address === identity.address) return known
    // It left and came back under its index while records were missing: another connection.
    if (known !== undefined) this.#removeWorker(known)
    const series = this.seriesBase + identity.index
    const worker = new WorkerFigures(identity, series, this.now, this.clocks, this.book.live)
    // What a worker had that comes back by another connection is at it still, unless it was said to be gone.
    worker.setOutstanding(this.book.live.outstandingAt(identity.index), this.now)
    this.liveWorkers.set(identity.index, worker)
    this.#history.nameWorker(series, identity.name)
    return worker
  }

  #removeWorker(worker: WorkerFigures): void {
    worker.setOutstanding(0, this.now)
    this.#history.addWorker(this.#step, worker.takeStep(this.now))
    this.liveWorkers.delete(worker.identity.index)
    this.#goneSeries.set(worker.identity.index, worker.series)
  }

  /** What stands at workers that have gone stands there until it is known what became of it. */
  #addGone(): void {
    for (const [index, series] of this.#goneSeries) {
      const outstanding = this.book.live.outstandingAt(index)
      if (outstanding === 0 || this.liveWorkers.has(index)) this.#goneSeries.delete(index)
      else this.#history.addWorker(this.#step, [series, 0, outstanding, 0, 0, 0])
    }
  }

  #adopt(checkpoint: Checkpoint): void {
    Object.assign(this.totals, checkpoint.totals)
    this.unseen = checkpoint.unseen
    if (checkpoint.unseen > 0) this.hasDealer = true
    this.stale = checkpoint.stale
    this.requeued = checkpoint.requeued
    const clients = new Set(checkpoint.clients.map(({ index }) => index))
    for (const index of this.liveClients.keys()) {
      if (!clients.has(index)) this.liveClients.delete(index)
    }
    for (const { sent, returned, undelivered, ...identity } of checkpoint.clients) {
      Object.assign(this.#joinClient(identity), { sent, returned, undelivered })
    }
    const workers = new Set(checkpoint.workers.map(({ index }) => index))
    for (const worker of this.liveWorkers.values()) {
      if (!workers.has(worker.identity.index)) this.#removeWorker(worker)
    }
    for (const { outstanding, served, ...identity } of checkpoint.workers) {
      const worker = this.#joinWorker(identity)
      worker.served = served
      worker.setOutstanding(outstanding, this.now)
    }
    const { waiting, inFlight } = this.totals
    this.isRecovering = this.book.live.size !== waiting + inFlight
  }

  #oldestWaitingReceivedAt(): number | null {
    return this.totals.waiting > 0 ? this.book.live.oldestWaitingReceivedAt() : null
  }

  /** Counts the envelopes that were there since the last time. */
  #accrue(at: number): void {
    if (at <= this.#accruedAt) return
    const { waiting, inFlight } = this.totals
    this.#step.inSystemUs += (waiting + inFlight) * (at - this.#accruedAt)
    this.#accruedAt = at
  }

  #closeStep(at: number, oldestWaitingReceivedAt: number | null): void {
    this.#accrue(at)
    // Those that ended are in it with all their time, and those that are there yet, with none.
    this.#step.withinUs += this.book.live.agesUs(this.#accruedAt) - this.#agesBeforeUs
    const depths: Depths = {
      waiting: this.totals.waiting,
      unseen: this.unseen,
      oldestWaitingUs: oldestWaitingReceivedAt === null ? 0 : at - oldestWaitingReceivedAt,
    }
    for (const worker of this.liveWorkers.values()) {
      this.#history.addWorker(this.#step, worker.takeStep(at))
    }
    this.#addGone()
    this.#history.closeStep(this.#step, depths)
  }

  #openStep(at: number): void {
    this.#accruedAt = Math.max(at, this.#accruedAt)
    this.#agesBeforeUs = this.book.live.agesUs(this.#accruedAt)
    const { startMs } = this.#step
    this.#step = this.#history.openStep(this.unixMs(at))
    this.#stepEndAt = this.#endAt(this.#step)
    const steps = Math.round((this.#step.startMs - startMs) / FINE_STEP_MS)
    this.clocks.steps.step += steps
    if (steps > 1) for (const worker of this.liveWorkers.values()) worker.skipTo(at)
  }

  /** Where on the record clock a step ends. */
  #endAt(step: HistoryStep): number {
    return (step.startMs + FINE_STEP_MS) * 1000 - this.#epochUnixUs
  }
}
