import {
  assertUnreachable,
  type Checkpoint,
  type ClientEvent,
  type ClientIdentity,
  EMPTY_TOTALS,
  type Envelope,
  type EnvelopeRecord,
  type HistoryStep,
  NO_WORKER,
  type Totals,
  type WorkerEvent,
  type WorkerIdentity,
} from "@zmqscope/protocol"
import { ClientFigures } from "./client-figures.js"
import { compareCheckpoint, type Discrepancy } from "./compare-checkpoint.js"
import { EnvelopeBook } from "./envelope-book.js"
import type { Depths, History } from "./history.js"
import { SlidingHistogram } from "./sliding-histogram.js"
import { SlidingSum, type StepClock } from "./sliding-sum.js"
import { FINE_STEP_MS } from "./steps.js"
import { RATE_STEPS, RECENT_STEPS } from "./windows.js"
import { QueuedClock, WorkerFigures } from "./worker-figures.js"

export interface FoldOptions {
  /** Unix microseconds at which the record clock reads 0. */
  readonly epochUnixUs: number
  /** Filled by this run from now on. */
  readonly history: History
  /** How many ended envelopes are kept. */
  readonly bookCapacity: number
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
 *
 * A fold that begins in the middle of a run starts with `gap(0)`.
 */
export class Fold {
  readonly book: EnvelopeBook
  readonly seriesBase: number
  readonly totals: Totals = { ...EMPTY_TOTALS }
  /** Handed to a DEALER and not yet seen on a leg. */
  unseen = 0
  stale = 0
  requeued = 0
  /** Records known to be missing. */
  missed = 0
  /** The latest moment that was folded, microseconds on the record clock. */
  now: number
  readonly #clients = new Map<number, ClientFigures>()
  readonly #workers = new Map<number, WorkerFigures>()
  readonly #history: History
  readonly #epochUnixUs: number
  readonly #clocks = { steps: { step: 0 } satisfies StepClock, queued: new QueuedClock() }
  readonly #received = new SlidingSum(this.#clocks.steps, RATE_STEPS)
  readonly #returned = new SlidingSum(this.#clocks.steps, RATE_STEPS)
  readonly #roundTrips = new SlidingHistogram(this.#clocks.steps, RECENT_STEPS)
  #step: HistoryStep
  #stepEndAt: number
  /** After a gap, until every live envelope is one whose arrival was seen. */
  #recovering = false

  constructor({ epochUnixUs, history, bookCapacity, startAt = 0, seriesBase }: FoldOptions) {
    this.book = new EnvelopeBook(bookCapacity)
    this.seriesBase = seriesBase ?? history.nextSeries
    this.now = startAt
    this.#epochUnixUs = epochUnixUs
    this.#history = history
    this.#step = history.openStep(this.unixMs(startAt))
    this.#stepEndAt = this.#endAt(this.#step)
    this.advanceTo(startAt)
  }

  /** The live clients, by index. */
  get clients(): ReadonlyMap<number, ClientFigures> {
    return this.#clients
  }

  /** The live workers, by index. */
  get workers(): ReadonlyMap<number, WorkerFigures> {
    return this.#workers
  }

  /** Over the last second, up to the last edge of a 100 ms step. */
  get receivedPerSecond(): number {
    return this.#received.sum
  }

  get returnedPerSecond(): number {
    return this.#returned.sum
  }

  /** Whether checkpoints are taken over (after a gap) rather than held against the fold. */
  get recovering(): boolean {
    return this.#recovering
  }

  /** Percentile of the last 10 s' round trips, microseconds; null without one. */
  roundTripUs(share: number): number | null {
    return this.#roundTrips.percentile(share)
  }

  /** Unix milliseconds of a moment on the record clock. */
  unixMs(at: number): number {
    return (this.#epochUnixUs + at) / 1000
  }

  apply(record: EnvelopeRecord): void {
    this.advanceTo(record.at)
    this.#transit(record, this.book.apply(record))
  }

  client({ event, client }: Pick<ClientEvent, "event" | "client">): void {
    if (event === "left") this.#clients.delete(client.index)
    else this.#joinClient(client)
  }

  worker({ event, at, worker }: Pick<WorkerEvent, "event" | "at" | "worker">): void {
    this.advanceTo(at)
    const known = this.#workers.get(worker.index)
    if (event === "joined") this.#joinWorker(worker)
    else if (known !== undefined) this.#removeWorker(known)
  }

  /** Records are missing: until it has caught up, the fold takes checkpoints over. */
  gap(missed: number): void {
    this.missed += missed
    this.#step.missed += missed
    this.#recovering = true
    this.book.dropLive()
  }

  /** Holds the broker's figures against the fold's, or takes them over after a gap. */
  checkpoint(checkpoint: Checkpoint): CheckpointOutcome {
    this.advanceTo(checkpoint.at)
    const discrepancies = compareCheckpoint(this, checkpoint)
    const adopted = this.#recovering
    if (adopted) this.#adopt(checkpoint)
    return { adopted, discrepancies }
  }

  /** Lets time pass: closes the steps that are over at `at`. */
  advanceTo(at: number): void {
    if (at >= this.#stepEndAt) {
      const oldestWaitingReceivedAt =
        this.totals.waiting > 0 ? this.book.oldestWaitingReceivedAt() : null
      while (at >= this.#stepEndAt) this.#closeStep(at, oldestWaitingReceivedAt)
    }
    if (at > this.now) this.now = at
  }

  /** The run is over at `at`: what its workers did since the last step goes into the history. */
  end(at: number): void {
    this.advanceTo(at)
    for (const worker of this.#workers.values()) this.#removeWorker(worker)
    this.#clients.clear()
  }

  /**
   * THE table: what each kind of record does to the figures. `row` is undefined for an envelope
   * whose arrival was not seen; its totals move all the same.
   */
  #transit(record: EnvelopeRecord, row: Envelope | undefined): void {
    const { kind } = record
    const { totals } = this
    const step = this.#step
    switch (kind) {
      case "received":
        totals.received += 1
        totals.waiting += 1
        step.received += 1
        this.#received.add(1)
        this.#clients.get(record.client)?.received()
        return
      case "rejected":
        totals.received += 1
        totals.rejected += 1
        step.received += 1
        step.rejected += 1
        this.#received.add(1)
        return
      case "handed":
        totals.waiting -= 1
        totals.inFlight += 1
        this.unseen += 1
        return
      case "dealt":
        this.#moveUnseen(-1)
        this.#moveOutstanding(record.worker, 1)
        return
      case "replied": {
        this.#leaveDepth(record, row)
        const worker = this.#workers.get(record.worker)
        worker?.replied()
        const startAt = row?.serviceStartAt ?? null
        if (startAt !== null) worker?.service(record.at - startAt)
        return
      }
      case "returned":
        this.#leaveDepth(record, row)
        totals.inFlight -= 1
        totals.returned += 1
        step.returned += 1
        this.#returned.add(1)
        this.#return(record, row)
        return
      case "undeliverable":
        this.#leaveDepth(record, row)
        totals.inFlight -= 1
        totals.undeliverable += 1
        step.undeliverable += 1
        this.#undelivered(record)
        return
      case "lost":
        this.#leaveDepth(record, row)
        totals.inFlight -= 1
        totals.lost += 1
        step.lost += 1
        this.#undelivered(record)
        return
      case "requeued":
        this.#leaveDepth(record, row)
        totals.inFlight -= 1
        totals.waiting += 1
        this.requeued += 1
        step.requeued += 1
        return
      case "expired":
        totals.waiting -= 1
        totals.expired += 1
        step.expired += 1
        this.#undelivered(record)
        return
      case "stale":
        this.stale += 1
        return
      default:
        assertUnreachable(kind)
    }
  }

  /** The envelope leaves the place where it stood in flight: in the DEALER, or at a worker. */
  #leaveDepth(record: EnvelopeRecord, row: Envelope | undefined): void {
    if (row === undefined) {
      const ended = record.kind === "returned" || record.kind === "undeliverable"
      if (record.worker === NO_WORKER) this.#moveUnseen(-1)
      else if (!ended) this.#moveOutstanding(record.worker, -1)
      return
    }
    const { previousState, previousWorker } = this.book
    if (previousState === "unseen") this.#moveUnseen(-1)
    else if (previousState === "at-worker") this.#moveOutstanding(previousWorker ?? NO_WORKER, -1)
  }

  // While recovering these two may guess wrong for an envelope that was never seen; the next
  // checkpoint sets them right, and until then they are never shown below zero.

  #moveUnseen(by: number): void {
    const unseen = this.unseen + by
    this.unseen = this.#recovering ? Math.max(0, unseen) : unseen
  }

  #moveOutstanding(index: number, by: number): void {
    const worker = this.#workers.get(index)
    if (worker === undefined) return
    const outstanding = worker.outstanding + by
    worker.setOutstanding(this.#recovering ? Math.max(0, outstanding) : outstanding, this.now)
  }

  #return(record: EnvelopeRecord, row: Envelope | undefined): void {
    const client = this.#clients.get(record.client)
    if (client !== undefined) client.returned += 1
    if (row === undefined) return
    const roundTripUs = record.at - row.receivedAt
    client?.roundTrip(roundTripUs)
    this.#roundTrips.record(roundTripUs)
    this.#history.addRoundTrip(this.#step, row)
  }

  #undelivered(record: EnvelopeRecord): void {
    const client = this.#clients.get(record.client)
    if (client !== undefined) client.undelivered += 1
  }

  #joinClient(identity: ClientIdentity): ClientFigures {
    const known = this.#clients.get(identity.index)
    if (known !== undefined) return known
    const client = new ClientFigures(identity, this.#clocks.steps)
    this.#clients.set(identity.index, client)
    return client
  }

  #joinWorker(identity: WorkerIdentity): WorkerFigures {
    const known = this.#workers.get(identity.index)
    if (known !== undefined) return known
    const series = this.seriesBase + identity.index
    const worker = new WorkerFigures(identity, series, this.now, this.#clocks)
    this.#workers.set(identity.index, worker)
    this.#history.nameWorker(series, identity.name)
    return worker
  }

  #removeWorker(worker: WorkerFigures): void {
    worker.setOutstanding(0, this.now)
    this.#history.addWorker(this.#step, worker.takeStep(this.now))
    this.#workers.delete(worker.identity.index)
  }

  #adopt(checkpoint: Checkpoint): void {
    Object.assign(this.totals, checkpoint.totals)
    this.unseen = checkpoint.unseen
    this.stale = checkpoint.stale
    this.requeued = checkpoint.requeued
    const clients = new Set(checkpoint.clients.map(({ index }) => index))
    for (const index of this.#clients.keys()) {
      if (!clients.has(index)) this.#clients.delete(index)
    }
    for (const { sent, returned, undelivered, ...identity } of checkpoint.clients) {
      Object.assign(this.#joinClient(identity), { sent, returned, undelivered })
    }
    const workers = new Set(checkpoint.workers.map(({ index }) => index))
    for (const worker of this.#workers.values()) {
      if (!workers.has(worker.identity.index)) this.#removeWorker(worker)
    }
    for (const { outstanding, served, ...identity } of checkpoint.workers) {
      const worker = this.#joinWorker(identity)
      worker.served = served
      worker.setOutstanding(outstanding, this.now)
    }
    const { waiting, inFlight } = this.totals
    this.#recovering = this.book.live !== waiting + inFlight
  }

  #closeStep(reachAt: number, oldestWaitingReceivedAt: number | null): void {
    const at = this.#stepEndAt
    const depths: Depths = {
      waiting: this.totals.waiting,
      unseen: this.unseen,
      oldestWaitingUs: oldestWaitingReceivedAt === null ? 0 : at - oldestWaitingReceivedAt,
    }
    for (const worker of this.#workers.values()) {
      this.#history.addWorker(this.#step, worker.takeStep(at))
    }
    const closed = this.#step
    this.#step = this.#history.closeStep(closed, depths, this.unixMs(reachAt))
    this.#stepEndAt = this.#endAt(this.#step)
    const steps = (this.#step.startMs - closed.startMs) / FINE_STEP_MS
    this.#clocks.steps.step += steps
    if (steps > 1) {
      // Time was skipped: what workers did in it belongs to no step.
      const startAt = this.#stepEndAt - FINE_STEP_MS * 1000
      for (const worker of this.#workers.values()) worker.takeStep(startAt)
    }
  }

  /** Where on the record clock a step ends. */
  #endAt(step: HistoryStep): number {
    return (step.startMs + FINE_STEP_MS) * 1000 - this.#epochUnixUs
  }
}
