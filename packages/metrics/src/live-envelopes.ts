import {
  assertUnreachable,
  type EarlierAttempt,
  type Envelope,
  type EnvelopeRecord,
  type EnvelopeState,
  MAX_EARLIER_ATTEMPTS,
  NO_WORKER,
  NumberTable,
} from "@zmqscope/protocol"
import { WorkerQueues } from "./worker-queues.js"

/** More than are live at most times. */
const ROWS_SPAN = 16_384

/** Of every envelope that was never requeued: one for all, and never written into. */
const NO_ATTEMPTS: EarlierAttempt[] = []

/**
 * Assembles records into one row an envelope, from its arrival to its end; bounded by what the broker
 * lets live. Rows change as records come, until `endedAt` is set: copy what must stay as it is.
 */
export class LiveEnvelopes {
  readonly #rows = new NumberTable<Envelope>(ROWS_SPAN)
  readonly #queues = new WorkerQueues()
  /** By client, until one arrives or ends. */
  #oldestByClient: Map<number, number> | null = null
  /** Of all that are live. */
  #receivedAtSum = 0

  /** State of the last applied record's envelope before that record; null when it had no row. */
  previousState: EnvelopeState | null = null
  /** Worker of the last applied record's envelope before that record. */
  previousWorker: number | null = null

  get size(): number {
    return this.#rows.size
  }

  /** In the order of their arrival. */
  get rows(): Iterable<Envelope> {
    return this.#rows
  }

  get(number: number): Envelope | undefined {
    return this.#rows.get(number)
  }

  /**
   * Moves one envelope. Its row, which is no longer kept here when this ended it; undefined when its
   * arrival was never seen or it had ended before.
   */
  apply(record: EnvelopeRecord): Envelope | undefined {
    this.previousState = null
    this.previousWorker = null
    if (record.kind === "received") return this.#open(record)
    if (record.kind === "rejected" || record.kind === "stale") return undefined
    const row = this.#rows.get(record.envelope)
    if (row === undefined) return undefined
    this.previousState = row.state
    this.previousWorker = row.worker
    this.#move(row, record)
    return row
  }

  /**
   * Takes in rows that were assembled elsewhere and have not ended. At workers they stand as they
   * were dealt, and before whatever is dealt from now on.
   */
  adopt(rows: readonly Envelope[]): void {
    this.#oldestByClient = null
    for (const row of rows.toSorted(byNumber)) {
      this.#rows.add(row.number, row)
      this.#receivedAtSum += row.receivedAt
    }
    for (const row of rows.toSorted(byDealing)) {
      if (row.state === "at-worker") this.#queues.restore(row)
    }
  }

  /** How long ago each of them was received, added up, microseconds. */
  agesUs(at: number): number {
    return this.size * at - this.#receivedAtSum
  }

  /** When a client's oldest request that has not ended was received; null when none is known. */
  oldestReceivedAt(client: number): number | null {
    this.#oldestByClient ??= this.#findOldest()
    return this.#oldestByClient.get(client) ?? null
  }

  /** When the oldest request at a worker was dealt to it; null when none is known. */
  oldestDealtAt(worker: number): number | null {
    return this.#queues.oldestDealtAt(worker)
  }

  /** When the request that has waited longest was received; null when none waits. */
  oldestWaitingReceivedAt(): number | null {
    for (const row of this.#rows) if (row.state === "waiting") return row.receivedAt
    return null
  }

  /** After a gap nobody knows which of them have ended. */
  clear(): void {
    this.#rows.clear()
    this.#queues.clear()
    this.#receivedAtSum = 0
    this.#oldestByClient = null
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
      cause: null,
    }
    this.#rows.add(row.number, row)
    this.#receivedAtSum += record.at
    this.#oldestByClient = null
    return row
  }

  /** All clients' at once, since whoever asks for one asks for the others, and no record pays for it. */
  #findOldest(): Map<number, number> {
    const oldest = new Map<number, number>()
    for (const { client, receivedAt } of this.#rows) {
      if (receivedAt < (oldest.get(client) ?? Number.POSITIVE_INFINITY))
        oldest.set(client, receivedAt)
    }
    return oldest
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
        // Dealt straight from waiting, where no DEALER lies between: handed at the same moment.
        row.handedAt ??= record.at
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
      case "shed":
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
    row.cause = record.cause
    this.#rows.delete(row.number)
    this.#receivedAtSum -= row.receivedAt
    this.#oldestByClient = null
  }
}

function byNumber(one: Envelope, other: Envelope): number {
  return one.number - other.number
}

function byDealing(one: Envelope, other: Envelope): number {
  return (one.dealtAt ?? 0) - (other.dealtAt ?? 0) || byNumber(one, other)
}

/** A new list: copies of the row keep the one they have. */
function attemptsWith(row: Envelope, record: EnvelopeRecord): EarlierAttempt[] {
  const { earlierAttempts, handedAt, dealtAt, repliedAt } = row
  const { at, cause } = record
  const worker = record.worker === NO_WORKER ? row.worker : record.worker
  const ended = { worker, handedAt, dealtAt, repliedAt, requeuedAt: at, cause }
  return [...earlierAttempts, ended].slice(-MAX_EARLIER_ATTEMPTS)
}
