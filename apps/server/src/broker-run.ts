import { type CheckpointOutcome, type EnvelopeBook, Fold, type History } from "@zmqscope/metrics"
import type {
  BrokerHello,
  Checkpoint,
  ClientEvent,
  Gap,
  RecordBatch,
  WorkerEvent,
} from "@zmqscope/protocol"
import { NameBook } from "./name-book.js"

/** Ended envelopes kept for the inspector. */
export const BOOK_CAPACITY = 100_000
/** How far the timer keeps behind the broker's clock, so that records on their way are not late. */
const LAG_US = 100_000
/** The wall clock does not run ahead of the record clock by so much unless it was set, or the machine slept. */
const SLEPT_US = 3_000_000

/** One run of the broker as the server follows it. */
export class BrokerRun {
  readonly hello: BrokerHello
  readonly fold: Fold
  readonly clientNames = new NameBook()
  readonly workerNames = new NameBook()
  /** The number of the next record. */
  sequence = 0
  /** Every record up to here has come, microseconds on the record clock. */
  knownAt = 0
  /** Record clock less this machine's monotonic clock, microseconds. */
  readonly #clockOffsetUs: number

  /** @param book emptied of the run before: its memory is used again */
  constructor(hello: BrokerHello, history: History, book: EnvelopeBook) {
    book.clear()
    this.hello = hello
    const { epochUnixUs } = hello
    const startAt = Date.now() * 1000 - epochUnixUs
    // From here on time is monotonic: the wall clock may be set while the run lasts.
    this.#clockOffsetUs = startAt - performance.now() * 1000
    // The clock reads 0 when the process starts: nothing is watched before it says hello.
    const from = Math.max(0, startAt)
    this.fold = new Fold({ epochUnixUs, history, book, startAt: from })
  }

  /** Now, on the record clock, microseconds. */
  get nowAt(): number {
    return performance.now() * 1000 + this.#clockOffsetUs
  }

  /** Now, Unix milliseconds, on the run's clock. */
  get nowUnixMs(): number {
    return this.fold.unixMs(this.nowAt)
  }

  /** Envelopes that ended before are no longer kept, Unix milliseconds; null while all are. */
  get envelopesSinceMs(): number | null {
    const { reachAt } = this.fold.book
    return reachAt === null ? null : this.fold.unixMs(reachAt)
  }

  /** Records before these that never came, where the next number tells of some. */
  missedBefore({ firstSequence }: RecordBatch): number {
    return Math.max(0, firstSequence - this.sequence)
  }

  records({ firstSequence, records }: RecordBatch): void {
    this.fold.records(records)
    this.sequence = firstSequence + records.length
  }

  client(event: ClientEvent): void {
    this.fold.client(event)
    this.clientNames.set(event.client.index, event.client)
  }

  worker(event: WorkerEvent): void {
    this.fold.worker(event)
    this.workerNames.set(event.worker.index, event.worker)
  }

  checkpoint(checkpoint: Checkpoint): CheckpointOutcome {
    for (const client of checkpoint.clients) this.clientNames.set(client.index, client)
    for (const worker of checkpoint.workers) this.workerNames.set(worker.index, worker)
    return this.fold.checkpoint(checkpoint)
  }

  gap({ missed, sequence }: Pick<Gap, "missed" | "sequence">): void {
    this.fold.gap(missed)
    this.sequence = sequence
  }

  /**
   * Lets time go on in silence. Whether the record clock means another time from here on: the
   * machine slept, or its clock was set forward, and what lies between is a gap.
   */
  tick(): boolean {
    this.fold.advanceTo(this.nowAt - LAG_US)
    const aheadUs = (Date.now() - this.nowUnixMs) * 1000
    if (aheadUs < SLEPT_US) return false
    this.fold.skip(aheadUs)
    return true
  }

  end(): void {
    this.fold.end(this.nowAt)
  }
}
