import {
  assertUnreachable,
  type EarlierAttempt,
  type Envelope,
  type EnvelopeRecord,
  type EnvelopeState,
  MAX_EARLIER_ATTEMPTS,
  NO_WORKER,
} from "@zmqscope/protocol"
import { Ring } from "./ring.js"
import { WorkerQueues } from "./worker-queues.js"

/** Of every envelope that was never requeued: one for all, and never written into. */
const NO_ATTEMPTS: EarlierAttempt[] = []

/**
 * Assembles records into one row an envelope. Live rows are bounded by what the broker lets live;
 * ended ones by `capacity`, the ones that ended first going first. Rows are the book's own and
 * change as records come: copy what must stay.
 */
export class EnvelopeBook {
  readonly #live = new Map<number, Envelope>()
  readonly #ended = new Map<number, Envelope>()
  readonly #endedInOrder: Ring<Envelope>
  readonly #queues = new WorkerQueues()
  #newest = 0

  /** State of the last applied record's envelope before that record; null when it had no row. */
  previousState: EnvelopeState | null = null
  /** Worker of the last applied record's envelope before that record. */
  previousWorker: number | null = null

  constructor(capacity: number) {
    this.#endedInOrder = new Ring(capacity)
  }

  /** How many rows have not ended. */
  get live(): number {
    return this.#live.size
  }

  /** Those that have not ended, in the order of their arrival. */
  get liveRows(): Iterable<Envelope> {
    return this.#live.values()
  }

  /** A live row, or one of the last to end. */
  get(number: number): Envelope | undefined {
    return this.#live.get(number) ?? this.#ended.get(number)
  }

  /** Moves one envelope; its row, or undefined when its arrival was never seen or it has ended. */
  apply(record: EnvelopeRecord): Envelope | undefined {
    this.previousState = null
    this.previousWorker = null
    if (record.kind === "received") return this.#open(record)
    if (record.kind === "rejected" || record.kind === "stale") return undefined
    const row = this.#live.get(record.envelope)
    if (row === undefined) return undefined
    this.previousState = row.state
    this.previousWorker = row.worker
    this.#move(row, record)
    return row
  }

  /** Takes in a row that was assembled elsewhere, unless it has one of that number. */
  adopt(row: Envelope): void {
    if (this.get(row.number) !== undefined) return
    if (row.number > this.#newest) this.#newest = row.number
    if (row.endedAt === null) this.#live.set(row.number, row)
    else this.#keepEnded(row)
  }

  /** When the request that has waited longest was received; null when none waits. */
  oldestWaitingReceivedAt(): number | null {
    for (const row of this.#live.values()) if (row.state === "waiting") return row.receivedAt
    return null
  }

  /** Up to `limit` rows that match, the last received first. */
  recent(limit: number, matches: (row: Envelope) => boolean = () => true): Envelope[] {
    const found: Envelope[] = []
    const size = this.#live.size + this.#ended.size
    // Numbers are dense, so counting down finds most rows at once; envelopes that outlived the
    // rest by far are below the floor and are looked for by themselves.
    const floor = this.#newest - 2 * size
    for (let number = this.#newest; number > floor && found.length < limit; number -= 1) {
      const row = this.get(number)
      if (row !== undefined && matches(row)) found.push(row)
    }
    if (found.length < limit) {
      const older = [...this.#live.values(), ...this.#ended.values()]
        .filter((row) => row.number <= floor && matches(row))
        .sort((left, right) => right.number - left.number)
      found.push(...older.slice(0, limit - found.length))
    }
    return found
  }

  /** Forgets the live rows: after a gap nobody knows which of them have ended. */
  dropLive(): void {
    this.#live.clear()
    this.#queues.clear()
  }

  clear(): void {
    this.dropLive()
    this.#ended.clear()
    this.#endedInOrder.clear()
    this.#newest = 0
  }

  #open(record: EnvelopeRecord): Envelope {
    const row: Envelope = {
      number: record.envelope,
      client: record.client,
      worker: null,
      state: "waiting",
      sizeBytes: record.sizeBytes,
      replySizeBytes: null,
      attempt: record.attempt,
      earlierAttempts: NO_ATTEMPTS,
      behind: 0,
      receivedAt: record.at,
      handedAt: null,
      dealtAt: null,
      serviceStartAt: null,
      repliedAt: null,
      endedAt: null,
    }
    this.#live.set(row.number, row)
    if (row.number > this.#newest) this.#newest = row.number
    return row
  }

  #move(row: Envelope, record: EnvelopeRecord): void {
    const { kind } = record
    switch (kind) {
      case "handed":
        row.state = "unseen"
        // The broker's own dealing names the worker already; the shared DEALER does not.
        if (record.worker !== NO_WORKER) row.worker = record.worker
        row.handedAt = record.at
        return
      case "dealt":
        row.state = "at-worker"
        row.worker = record.worker
        row.dealtAt = record.at
        this.#queues.join(row, record.worker, record.at)
        return
      case "replied":
        row.state = "replied"
        if (record.worker !== NO_WORKER) row.worker = record.worker
        row.repliedAt = record.at
        row.replySizeBytes = record.sizeBytes
        this.#queues.reply(row, record.at)
        return
      case "requeued":
        this.#queues.leave(row)
        row.earlierAttempts = attemptsWith(row, record)
        row.state = "waiting"
        row.worker = null
        row.attempt += 1
        row.behind = 0
        row.handedAt = null
        row.dealtAt = null
        row.serviceStartAt = null
        row.repliedAt = null
        row.replySizeBytes = null
        return
      case "returned":
      case "undeliverable":
        row.replySizeBytes = record.sizeBytes
        this.#end(row, kind, record)
        return
      case "lost":
      case "expired":
        this.#end(row, kind, record)
        return
      case "received":
      case "rejected":
      case "stale":
        return
      default:
        assertUnreachable(kind)
    }
  }

  #end(row: Envelope, state: EnvelopeState, record: EnvelopeRecord): void {
    if (row.state === "at-worker") this.#queues.leave(row)
    if (row.worker === null && record.worker !== NO_WORKER) row.worker = record.worker
    row.state = state
    row.endedAt = record.at
    this.#live.delete(row.number)
    this.#keepEnded(row)
  }

  #keepEnded(row: Envelope): void {
    this.#ended.set(row.number, row)
    const evicted = this.#endedInOrder.push(row)
    if (evicted !== undefined) this.#ended.delete(evicted.number)
  }
}

/** A new list: copies of the row keep the one they have. */
function attemptsWith(row: Envelope, { worker, at }: EnvelopeRecord): EarlierAttempt[] {
  const { earlierAttempts, dealtAt } = row
  const ended = { worker: worker === NO_WORKER ? row.worker : worker, dealtAt, requeuedAt: at }
  return [...earlierAttempts, ended].slice(-MAX_EARLIER_ATTEMPTS)
}
