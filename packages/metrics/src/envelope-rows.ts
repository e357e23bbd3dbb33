import {
  CAUSES,
  type EarlierAttempt,
  ENVELOPE_STATES,
  type Envelope,
  type EnvelopeRecord,
} from "@zmqscope/protocol"
import { waitingSince } from "./waiting-since.js"

/** Where each field of a row lies in `cells`, counted from the row. What is null is NaN there. */
export const NUMBER = 0
export const CLIENT = 1
export const WORKER = 2
/** As a place in ENVELOPE_STATES. */
export const STATE = 3
const SIZE_BYTES = 4
export const REPLY_SIZE_BYTES = 5
export const ATTEMPT = 6
export const BEHIND = 7
export const RECEIVED_AT = 8
export const HANDED_AT = 9
export const DEALT_AT = 10
export const SERVICE_START_AT = 11
export const REPLIED_AT = 12
export const ENDED_AT = 13
/** As a place in CAUSES. */
const CAUSE = 14
/** When its last attempt began: as `waitingSince` says. */
export const WAITING_SINCE = 15
export const FIELDS = 16

/** What stands for each state in a row: its place in ENVELOPE_STATES. */
export const WAITING = 0
export const UNSEEN = 1
export const AT_WORKER = 2
export const REPLIED = 3
export const RETURNED = 4
export const UNDELIVERABLE = 5
export const LOST = 6
export const EXPIRED = 7
export const SHED = 8

/** No row. */
export const NONE = -1

/** Rows that are added where there are too few, at least. */
const ROWS_MORE = 1024

/** Of every envelope that was never requeued: one for all, and never written into. */
const NO_ATTEMPTS: EarlierAttempt[] = []

/**
 * Envelopes as rows of numbers, 128 bytes each, used again when they are released: as objects, which
 * live for seconds and then die, they would cost the garbage collector as much as all the rest of the
 * folding. A row is named by the place of its first cell.
 */
export class EnvelopeRows {
  /** Another array once there are more rows: take it anew after each `open` and `take`. */
  cells: Float64Array
  /** Released, and not used since. */
  readonly #free: number[] = []
  /** Of the few that were requeued. */
  readonly #earlierAttempts = new Map<number, EarlierAttempt[]>()
  /** The first that was never used. */
  #unused = 0

  /** @param count how many are expected */
  constructor(count = ROWS_MORE) {
    // Written now, so that its memory is taken now and not little by little.
    this.cells = new Float64Array(count * FIELDS).fill(Number.NaN)
  }

  /** A row for a request that arrives. */
  open({ at, envelope, client, sizeBytes, attempt }: EnvelopeRecord): number {
    const row = this.#next()
    const { cells } = this
    cells[row + NUMBER] = envelope
    cells[row + CLIENT] = client
    cells[row + WORKER] = Number.NaN
    cells[row + STATE] = WAITING
    cells[row + SIZE_BYTES] = sizeBytes
    cells[row + REPLY_SIZE_BYTES] = Number.NaN
    cells[row + ATTEMPT] = attempt
    cells[row + BEHIND] = 0
    cells[row + RECEIVED_AT] = at
    this.forgetSteps(row)
    cells[row + ENDED_AT] = Number.NaN
    cells[row + CAUSE] = 0
    cells[row + WAITING_SINCE] = at
    return row
  }

  /** A row for an envelope that was assembled elsewhere. */
  take(envelope: Envelope): number {
    const row = this.#next()
    const { cells } = this
    cells[row + NUMBER] = envelope.number
    cells[row + CLIENT] = envelope.client
    cells[row + WORKER] = envelope.worker ?? Number.NaN
    cells[row + STATE] = ENVELOPE_STATES.indexOf(envelope.state)
    cells[row + SIZE_BYTES] = envelope.sizeBytes
    cells[row + REPLY_SIZE_BYTES] = envelope.replySizeBytes ?? Number.NaN
    cells[row + ATTEMPT] = envelope.attempt
    cells[row + BEHIND] = envelope.behind
    cells[row + RECEIVED_AT] = envelope.receivedAt
    cells[row + HANDED_AT] = envelope.handedAt ?? Number.NaN
    cells[row + DEALT_AT] = envelope.dealtAt ?? Number.NaN
    cells[row + SERVICE_START_AT] = envelope.serviceStartAt ?? Number.NaN
    cells[row + REPLIED_AT] = envelope.repliedAt ?? Number.NaN
    cells[row + ENDED_AT] = envelope.endedAt ?? Number.NaN
    this.setCause(row, envelope.cause)
    cells[row + WAITING_SINCE] = waitingSince(envelope)
    const { earlierAttempts } = envelope
    if (earlierAttempts.length > 0) this.#earlierAttempts.set(row, earlierAttempts)
    return row
  }

  /** Writes over a row what one of others holds. */
  overwrite(row: number, others: EnvelopeRows, other: number): void {
    const { cells } = this
    const { cells: from } = others
    if ((cells[row + ATTEMPT] ?? 0) > 0) this.#earlierAttempts.delete(row)
    for (let field = 0; field < FIELDS; field += 1) {
      cells[row + field] = from[other + field] ?? Number.NaN
    }
    if ((cells[row + ATTEMPT] ?? 0) > 0) {
      this.#earlierAttempts.set(row, others.earlierAttempts(other))
    }
  }

  /** A copy. */
  read(row: number): Envelope {
    return {
      number: this.#at(row + NUMBER),
      client: this.#at(row + CLIENT),
      worker: this.nullable(row + WORKER),
      state: ENVELOPE_STATES[this.#at(row + STATE)] ?? "lost",
      sizeBytes: this.#at(row + SIZE_BYTES),
      replySizeBytes: this.nullable(row + REPLY_SIZE_BYTES),
      attempt: this.#at(row + ATTEMPT),
      earlierAttempts: this.earlierAttempts(row),
      behind: this.#at(row + BEHIND),
      receivedAt: this.#at(row + RECEIVED_AT),
      handedAt: this.nullable(row + HANDED_AT),
      dealtAt: this.nullable(row + DEALT_AT),
      serviceStartAt: this.nullable(row + SERVICE_START_AT),
      repliedAt: this.nullable(row + REPLIED_AT),
      endedAt: this.nullable(row + ENDED_AT),
      cause: CAUSES[this.#at(row + CAUSE)] ?? null,
    }
  }

  /** A cell that can be null. */
  nullable(cell: number): number | null {
    const value = this.#at(cell)
    return Number.isNaN(value) ? null : value
  }

  setCause(row: number, cause: Envelope["cause"]): void {
    this.cells[row + CAUSE] = cause === null ? 0 : CAUSES.indexOf(cause)
  }

  /** It has not been handed to anybody. */
  forgetSteps(row: number): void {
    const { cells } = this
    cells[row + HANDED_AT] = Number.NaN
    cells[row + DEALT_AT] = Number.NaN
    cells[row + SERVICE_START_AT] = Number.NaN
    cells[row + REPLIED_AT] = Number.NaN
  }

  earlierAttempts(row: number): EarlierAttempt[] {
    return this.#earlierAttempts.get(row) ?? NO_ATTEMPTS
  }

  /** @param attempts a list of its own: copies of the row keep the one they have */
  setEarlierAttempts(row: number, attempts: EarlierAttempt[]): void {
    this.#earlierAttempts.set(row, attempts)
  }

  /** Its row is used again some time; until the next `open` or `take` it can be read. */
  release(row: number): void {
    this.#free.push(row)
  }

  clear(): void {
    this.#free.length = 0
    this.#earlierAttempts.clear()
    this.#unused = 0
  }

  #at(cell: number): number {
    return this.cells[cell] ?? Number.NaN
  }

  #next(): number {
    const free = this.#free.pop()
    if (free !== undefined) {
      if (this.#at(free + ATTEMPT) > 0) this.#earlierAttempts.delete(free)
      return free
    }
    const row = this.#unused
    this.#unused = row + FIELDS
    if (row === this.cells.length) this.#grow()
    return row
  }

  #grow(): void {
    const { length } = this.cells
    const more = Math.max(ROWS_MORE, Math.ceil(length / FIELDS / 8)) * FIELDS
    const cells = new Float64Array(length + more).fill(Number.NaN, length)
    cells.set(this.cells)
    this.cells = cells
  }
}
