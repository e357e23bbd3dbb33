import {
  assertUnreachable,
  EMPTY_TOTALS,
  type EnvelopeRecord,
  type HistoryStep,
  NO_WORKER,
  type Totals,
} from "@zmqscope/protocol"
import type { ClientFigures } from "./client-figures.js"
import type { EnvelopeBook } from "./envelope-book.js"
import { AT_WORKER, NONE, RECEIVED_AT, SERVICE_START_AT, UNSEEN, WAITING } from "./envelope-rows.js"
import { IndexMap } from "./index-map.js"
import { SlidingHistogram } from "./sliding-histogram.js"
import { SlidingSum, type StepClock } from "./sliding-sum.js"
import { RATE_STEPS, RECENT_STEPS } from "./windows.js"
import { QueuedClock, type WorkerFigures } from "./worker-figures.js"

/** Every figure of one run, and how records move them; Fold adds time, history and recovery. */
export abstract class Figures {
  readonly book: EnvelopeBook
  readonly totals: Totals = { ...EMPTY_TOTALS }
  /** Handed to a DEALER and not yet seen on a leg. */
  unseen = 0
  stale = 0
  requeued = 0
  /** The latest moment that was folded, microseconds on the record clock. */
  now: number
  protected readonly liveClients = new IndexMap<ClientFigures>()
  protected readonly liveWorkers = new IndexMap<WorkerFigures>()
  protected readonly clocks = {
    steps: { step: 0 } satisfies StepClock,
    queued: new QueuedClock(),
  }
  /** After a gap, until every live envelope is one whose arrival was seen. */
  protected isRecovering = false
  /** Whether requests are handed to a DEALER before they are dealt; learned from what the broker tells. */
  protected hasDealer = false
  readonly #received = new SlidingSum(this.clocks.steps, RATE_STEPS)
  readonly #returned = new SlidingSum(this.clocks.steps, RATE_STEPS)
  readonly #roundTrips = new SlidingHistogram(this.clocks.steps, RECENT_STEPS)

  constructor(book: EnvelopeBook, startAt: number) {
    this.book = book
    this.now = startAt
  }

  /** The live clients, by index. */
  get clients(): ReadonlyMap<number, ClientFigures> {
    return this.liveClients
  }

  /** The live workers, by index. */
  get workers(): ReadonlyMap<number, WorkerFigures> {
    return this.liveWorkers
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
    return this.isRecovering
  }

  /** Percentile of the round trips of the last 10 s, or since the last switch of dealing; null without one. */
  roundTripUs(share: number): number | null {
    return this.#roundTrips.percentile(share)
  }

  /** Dealing was switched: round trips under the other one say nothing of this. */
  protected forgetRoundTrips(): void {
    this.#roundTrips.clear()
    for (const client of this.liveClients.values()) client.forgetRoundTrips()
  }

  /**
   * THE table: what each kind of record does to the figures, and to the step that time is in.
   * Totals move even for an envelope whose arrival was not seen, which has no row. Gives the row.
   */
  protected transit(record: EnvelopeRecord, step: HistoryStep): number {
    const row = this.book.apply(record)
    const { kind } = record
    const { totals } = this
    switch (kind) {
      case "received":
        totals.received += 1
        totals.waiting += 1
        step.received += 1
        this.#received.add(1)
        this.liveClients.get(record.client)?.received()
        return row
      case "rejected": {
        totals.received += 1
        totals.rejected += 1
        step.received += 1
        step.rejected += 1
        this.#received.add(1)
        const client = this.liveClients.get(record.client)
        if (client !== undefined) client.rejected += 1
        return row
      }
      case "handed":
        totals.waiting -= 1
        totals.inFlight += 1
        this.unseen += 1
        this.hasDealer = true
        return row
      case "dealt":
        if (this.#isFromDealer(row)) this.#moveUnseen(-1)
        else {
          totals.waiting -= 1
          totals.inFlight += 1
        }
        this.#moveOutstanding(record.worker, 1)
        return row
      case "replied": {
        this.#leaveDepth(record, row)
        const worker = this.liveWorkers.get(record.worker)
        worker?.replied(record.at)
        if (row === NONE) return NONE
        const serviceUs =
          record.at - (this.book.live.store.cells[row + SERVICE_START_AT] ?? Number.NaN)
        if (!Number.isNaN(serviceUs)) worker?.service(serviceUs)
        return row
      }
      case "returned":
        this.#leaveDepth(record, row)
        totals.inFlight -= 1
        totals.returned += 1
        step.returned += 1
        this.#returned.add(1)
        this.#return(record, row)
        return row
      case "undeliverable":
        this.#leaveDepth(record, row)
        totals.inFlight -= 1
        totals.undeliverable += 1
        step.undeliverable += 1
        this.#undelivered(record)
        return row
      case "lost":
        this.#leaveDepth(record, row)
        totals.inFlight -= 1
        totals.lost += 1
        step.lost += 1
        this.#undelivered(record)
        return row
      case "requeued":
        this.#leaveDepth(record, row)
        totals.inFlight -= 1
        totals.waiting += 1
        this.requeued += 1
        step.requeued += 1
        return row
      case "expired":
        totals.waiting -= 1
        totals.expired += 1
        step.expired += 1
        this.#undelivered(record)
        return row
      case "shed":
        totals.waiting -= 1
        totals.shed += 1
        step.shed += 1
        this.#undelivered(record)
        return row
      case "stale": {
        this.stale += 1
        const worker = this.liveWorkers.get(record.worker)
        if (worker !== undefined) worker.stale += 1
        return row
      }
      default:
        return assertUnreachable(kind)
    }
  }

  /** Whether a request that is dealt comes from a DEALER, or straight from waiting. */
  #isFromDealer(row: number): boolean {
    return row === NONE ? this.hasDealer : this.book.live.previous !== WAITING
  }

  /** The envelope leaves the place where it stood in flight: in the DEALER, or at a worker. */
  #leaveDepth(record: EnvelopeRecord, row: number): void {
    if (row === NONE) {
      const ended = record.kind === "returned" || record.kind === "undeliverable"
      if (record.worker === NO_WORKER) this.#moveUnseen(-1)
      else if (!ended) this.#moveOutstanding(record.worker, -1)
      return
    }
    const { live } = this.book
    if (live.previous === UNSEEN) this.#moveUnseen(-1)
    else if (live.previous === AT_WORKER) {
      this.#moveOutstanding(live.previousWorker ?? NO_WORKER, -1)
    }
  }

  // While recovering these two may guess wrong for an envelope that was never seen; the next
  // checkpoint sets them right, and until then they are never shown below zero.

  #moveUnseen(by: number): void {
    const unseen = this.unseen + by
    this.unseen = this.isRecovering ? Math.max(0, unseen) : unseen
  }

  #moveOutstanding(index: number, by: number): void {
    const worker = this.liveWorkers.get(index)
    if (worker === undefined) return
    const outstanding = worker.outstanding + by
    worker.setOutstanding(this.isRecovering ? Math.max(0, outstanding) : outstanding, this.now)
  }

  #return(record: EnvelopeRecord, row: number): void {
    const client = this.liveClients.get(record.client)
    if (client !== undefined) client.returned += 1
    if (row === NONE) return
    const roundTripUs = record.at - (this.book.live.store.cells[row + RECEIVED_AT] ?? 0)
    client?.roundTrip(roundTripUs)
    this.#roundTrips.record(roundTripUs)
  }

  #undelivered(record: EnvelopeRecord): void {
    this.liveClients.get(record.client)?.undeliver(record.at)
  }
}
