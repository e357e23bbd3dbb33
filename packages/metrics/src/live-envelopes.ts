import {
  assertUnreachable,
  type EarlierAttempt,
  ENVELOPE_STATES,
  type Envelope,
  type EnvelopeRecord,
  type EnvelopeState,
  MAX_EARLIER_ATTEMPTS,
  NO_WORKER,
  NumberTable,
} from "@zmqscope/protocol"
import {
  AT_WORKER,
  ATTEMPT,
  BEHIND,
  CLIENT,
  DEALT_AT,
  ENDED_AT,
  EnvelopeRows,
  EXPIRED,
  HANDED_AT,
  LOST,
  NONE,
  RECEIVED_AT,
  REPLIED,
  REPLIED_AT,
  REPLY_SIZE_BYTES,
  RETURNED,
  SHED,
  STATE,
  UNDELIVERABLE,
  UNSEEN,
  WAITING,
  WAITING_SINCE,
  WORKER,
} from "./envelope-rows.js"
import { WorkerQueues } from "./worker-queues.js"

/** More than are live at most times. */
const ROWS_SPAN = 16_384

/**
 * Assembles records into one row an envelope, from its arrival to its end; bounded by what the broker
 * lets live.
 */
export class LiveEnvelopes {
  /** For who reads of the row that `apply` gave, before the next record is applied. */
  readonly store = new EnvelopeRows()
  /** Rows by their envelopes' numbers. */
  readonly #live = new NumberTable<number>(ROWS_SPAN)
  readonly #queues = new WorkerQueues(this.store)
  /** By client, until one arrives or ends. */
  #oldestByClient: Map<number, number> | null = null
  /** Of all that are live. */
  #receivedAtSum = 0

  /** State of the last applied record's envelope before that record, as in a row; NONE when it had no row. */
  previous = NONE
  #previousWorker = Number.NaN

  /** Likewise, in words. */
  get previousState(): EnvelopeState | null {
    return ENVELOPE_STATES[this.previous] ?? null
  }

  /** Worker of the last applied record's envelope before that record. */
  get previousWorker(): number | null {
    return Number.isNaN(this.#previousWorker) ? null : this.#previousWorker
  }

  get size(): number {
    return this.#live.size
  }

  /** Copies, in the order of their arrival. */
  get rows(): Iterable<Envelope> {
    return this.#copies()
  }

  /** A copy. */
  get(number: number): Envelope | undefined {
    const row = this.#live.get(number)
    return row === undefined ? undefined : this.store.read(row)
  }

  /** A copy of the row that `apply` gave, before the next record is applied; undefined for NONE. */
  read(row: number): Envelope | undefined {
    return row === NONE ? undefined : this.store.read(row)
  }

  /** Likewise, where the record ended it; else undefined. */
  readEnded(row: number): Envelope | undefined {
    const hasEnded = row !== NONE && !Number.isNaN(this.store.cells[row + ENDED_AT])
    return hasEnded ? this.store.read(row) : undefined
  }

  /**
   * Moves one envelope. Its row, which is no longer among these when this ended it; NONE when its
   * arrival was never seen or it had ended before.
   */
  apply(record: EnvelopeRecord): number {
    this.previous = NONE
    this.#previousWorker = Number.NaN
    const { kind } = record
    if (kind === "received") return this.#open(record)
    if (kind === "rejected" || kind === "stale") return NONE
    const row = this.#live.get(record.envelope)
    if (row === undefined) return NONE
    const { cells } = this.store
    this.previous = cells[row + STATE] ?? NONE
    this.#previousWorker = cells[row + WORKER] ?? Number.NaN
    this.#move(row, record)
    return row
  }

  /**
   * Takes in rows that were assembled elsewhere and have not ended. At workers they stand as they
   * were dealt, and before whatever is dealt from now on.
   */
  adopt(envelopes: readonly Envelope[]): void {
    this.#oldestByClient = null
    for (const envelope of envelopes.toSorted(byNumber)) {
      this.#live.add(envelope.number, this.store.take(envelope))
      this.#receivedAtSum += envelope.receivedAt
    }
    for (const { number, state } of envelopes.toSorted(byDealing)) {
      const row = this.#live.get(number)
      if (state === "at-worker" && row !== undefined) this.#queues.restore(row)
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

  /** Requests at a worker. */
  outstandingAt(worker: number): number {
    return this.#queues.lengthAt(worker)
  }

  /** When the oldest request at a worker was dealt to it; null when none is known. */
  oldestDealtAt(worker: number): number | null {
    return this.#queues.oldestDealtAt(worker)
  }

  /** When the request that has waited longest was received; null when none waits. */
  oldestWaitingReceivedAt(): number | null {
    const { cells } = this.store
    for (const row of this.#live) {
      if (cells[row + STATE] === WAITING) return cells[row + RECEIVED_AT] ?? null
    }
    return null
  }

  /** After a gap nobody knows which of them have ended. */
  clear(): void {
    this.store.clear()
    this.#live.clear()
    this.#queues.clear()
    this.#receivedAtSum = 0
    this.#oldestByClient = null
  }

  *#copies(): Generator<Envelope> {
    for (const row of this.#live) yield this.store.read(row)
  }

  #open(record: EnvelopeRecord): number {
    const row = this.store.open(record)
    this.#live.add(record.envelope, row)
    this.#receivedAtSum += record.at
    this.#oldestByClient = null
    return row
  }

  /** All clients' at once, since whoever asks for one asks for the others, and no record pays for it. */
  #findOldest(): Map<number, number> {
    const { cells } = this.store
    const oldest = new Map<number, number>()
    for (const row of this.#live) {
      const client = cells[row + CLIENT] ?? 0
      const receivedAt = cells[row + RECEIVED_AT] ?? 0
      if (receivedAt < (oldest.get(client) ?? Number.POSITIVE_INFINITY)) {
        oldest.set(client, receivedAt)
      }
    }
    return oldest
  }

  #move(row: number, record: EnvelopeRecord): void {
    const { kind } = record
    const { cells } = this.store
    switch (kind) {
      case "handed":
        cells[row + STATE] = UNSEEN
        // The broker's own dealing names the worker already; the shared DEALER does not.
        if (record.worker !== NO_WORKER) cells[row + WORKER] = record.worker
        cells[row + HANDED_AT] = record.at
        return
      case "dealt":
        cells[row + STATE] = AT_WORKER
        cells[row + WORKER] = record.worker
        // Dealt straight from waiting, where no DEALER lies between: handed at the same moment.
        if (Number.isNaN(cells[row + HANDED_AT])) cells[row + HANDED_AT] = record.at
        cells[row + DEALT_AT] = record.at
        this.#queues.join(row)
        return
      case "replied":
        cells[row + STATE] = REPLIED
        if (record.worker !== NO_WORKER) cells[row + WORKER] = record.worker
        cells[row + REPLIED_AT] = record.at
        cells[row + REPLY_SIZE_BYTES] = record.sizeBytes
        this.#queues.reply(row)
        return
      case "requeued":
        this.#requeue(row, record)
        return
      case "returned":
        cells[row + REPLY_SIZE_BYTES] = record.sizeBytes
        this.#end(row, RETURNED, record)
        return
      case "undeliverable":
        cells[row + REPLY_SIZE_BYTES] = record.sizeBytes
        this.#end(row, UNDELIVERABLE, record)
        return
      case "lost":
        this.#end(row, LOST, record)
        return
      case "expired":
        this.#end(row, EXPIRED, record)
        return
      case "shed":
        this.#end(row, SHED, record)
        return
      case "received":
      case "rejected":
      case "stale":
        return
      default:
        assertUnreachable(kind)
    }
  }

  #requeue(row: number, record: EnvelopeRecord): void {
    const { cells } = this.store
    this.#queues.leave(row)
    this.store.setEarlierAttempts(row, this.#attemptsWith(row, record))
    cells[row + STATE] = WAITING
    cells[row + WORKER] = Number.NaN
    cells[row + ATTEMPT] = (cells[row + ATTEMPT] ?? 0) + 1
    cells[row + BEHIND] = 0
    cells[row + REPLY_SIZE_BYTES] = Number.NaN
    cells[row + WAITING_SINCE] = record.at
    this.store.forgetSteps(row)
  }

  #end(row: number, state: number, record: EnvelopeRecord): void {
    const { cells } = this.store
    if (cells[row + STATE] === AT_WORKER) this.#queues.leave(row)
    if (record.worker !== NO_WORKER && Number.isNaN(cells[row + WORKER])) {
      cells[row + WORKER] = record.worker
    }
    cells[row + STATE] = state
    cells[row + ENDED_AT] = record.at
    this.store.setCause(row, record.cause)
    this.#live.delete(record.envelope)
    this.#receivedAtSum -= cells[row + RECEIVED_AT] ?? 0
    this.#oldestByClient = null
    this.store.release(row)
  }

  #attemptsWith(row: number, { at, cause, worker }: EnvelopeRecord): EarlierAttempt[] {
    const rows = this.store
    const ended = {
      worker: worker === NO_WORKER ? rows.nullable(row + WORKER) : worker,
      handedAt: rows.nullable(row + HANDED_AT),
      dealtAt: rows.nullable(row + DEALT_AT),
      repliedAt: rows.nullable(row + REPLIED_AT),
      requeuedAt: at,
      cause,
    }
    return [...rows.earlierAttempts(row), ended].slice(-MAX_EARLIER_ATTEMPTS)
  }
}

function byNumber(one: Envelope, other: Envelope): number {
  return one.number - other.number
}

function byDealing(one: Envelope, other: Envelope): number {
  return (one.dealtAt ?? 0) - (other.dealtAt ?? 0) || byNumber(one, other)
}
