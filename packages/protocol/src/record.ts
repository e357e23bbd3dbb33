/**
 * The 32-byte record (docs/protocol.md): one step of one envelope. The same little-endian layout
 * lies in the broker's ring, the pipe, the WebSocket, a recording and the browser's memory.
 */
export const RECORD_BYTES = 32

/** Where in a record its kind lies. */
export const KIND_OFFSET = 28

/** The worker index of a record that concerns no worker. */
export const NO_WORKER = 0xffffffff

/** The client index of a record whose client is not known (`stale`). */
export const NO_CLIENT = 0xffffffff

/** The steps of the ledger, by the number that stands for each in a record. */
export const KINDS = [
  /** a request arrived at the ROUTER and waits */
  "received",
  /** a message arrived at the ROUTER that is not a request; it has no envelope (number 0) */
  "rejected",
  /** a waiting request was handed to a DEALER; which worker gets it is not seen yet */
  "handed",
  /** the request was seen on its way to a worker */
  "dealt",
  /** the worker's reply was seen, whole */
  "replied",
  /** the reply left the ROUTER to its client */
  "returned",
  /** the reply could not be sent: the client is gone, or does not read */
  "undeliverable",
  /** the request went with its worker */
  "lost",
  /** the request went back to the head of waiting, its worker gone */
  "requeued",
  /** the client left before the dealing */
  "expired",
  /** a reply arrived whose number is unknown or already ended; it was dropped */
  "stale",
  /** it had waited for too long under overload, and gets no reply */
  "shed",
] as const

export type Kind = (typeof KINDS)[number]

const KIND_CODES = Object.fromEntries(KINDS.map((kind, code) => [kind, code])) as Record<
  Kind,
  number
>

/** Why a step was taken that nobody wanted, by the number that stands for each in a record. */
export const CAUSES = [
  null,
  /** the worker's connection ended: it left, crashed, was killed, or the network failed */
  "left",
  /** it was disconnected from here */
  "disconnected",
  /** it gave no sign of life, and was cut */
  "silent",
  /** it took nothing of what was sent to it, and was cut */
  "stalled",
  /** it sent more than a bound allows, and was cut */
  "too-large",
  /** it broke the protocol, and was cut */
  "malformed",
  /** all workers connect anew for another way of dealing, and it was not done by then */
  "switched",
  /** its reply is none that the client can read */
  "unreadable",
  /** the client has gone */
  "client-left",
  /** the client does not read its replies, and more of them than are held stand already */
  "client-full",
  /** the broker's process ended; or, of one that is watched, the broker was lost */
  "broker-ended",
  /** it has no empty frame before a body, and a REP got it, which drops that in silence */
  "undelimited",
] as const

export type Cause = Exclude<(typeof CAUSES)[number], null>

const CAUSE_CODES = new Map<Cause | null, number>(CAUSES.map((cause, code) => [cause, code]))

export interface EnvelopeRecord {
  /** Microseconds on the broker's monotonic clock, since the epoch announced in `hello`. */
  readonly at: number
  /** The envelope's number, from 1; 0 where there is no envelope. */
  readonly envelope: number
  readonly client: number
  /** The worker's index, or NO_WORKER. */
  readonly worker: number
  /** Body bytes: of the reply from `replied` on, of the request before. */
  readonly sizeBytes: number
  readonly kind: Kind
  /** How many times the request was requeued before, from 0. */
  readonly attempt: number
  /** Of what is lost, undeliverable, expired or requeued; null of other steps. */
  readonly cause: Cause | null
}

/** Writes one record at a byte offset. `view` must hold RECORD_BYTES from there. */
export function writeRecord(view: DataView, offset: number, record: EnvelopeRecord): void {
  const { kind, at, envelope, client, worker, sizeBytes, attempt, cause } = record
  writeFields(view, offset, kind, at, envelope, client, worker, sizeBytes, attempt, cause)
}

/** The same of a record that is no object: a broker writes hundreds of thousands a second. */
export function writeFields(
  view: DataView,
  offset: number,
  kind: Kind,
  at: number,
  envelope: number,
  client: number,
  worker: number,
  sizeBytes: number,
  attempt: number,
  cause: Cause | null,
): void {
  view.setFloat64(offset, at, true)
  view.setFloat64(offset + 8, envelope, true)
  view.setUint32(offset + 16, client, true)
  view.setUint32(offset + 20, worker, true)
  view.setUint32(offset + 24, Math.min(sizeBytes, 0xffffffff), true)
  view.setUint8(offset + 28, KIND_CODES[kind])
  view.setUint8(offset + 29, attempt)
  view.setUint16(offset + 30, cause === null ? 0 : (CAUSE_CODES.get(cause) ?? 0), true)
}

/** Whether a byte stands for a kind that this version knows. */
export function isKnownKind(code: number): boolean {
  return code < KINDS.length
}
