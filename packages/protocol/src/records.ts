import {
  CAUSES,
  type Cause,
  type EnvelopeRecord,
  KIND_OFFSET,
  KINDS,
  type Kind,
  RECORD_BYTES,
  writeRecord,
} from "./record.js"

/**
 * Records as they lie in a buffer: nothing is made of one but for who takes it out. The buffer must
 * not change while they are read.
 */
export class Records implements Iterable<EnvelopeRecord> {
  readonly length: number
  readonly #bytes: Uint8Array

  /** @param bytes whole records of known kinds, as `decodeBatch` makes sure */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
    this.length = bytes.byteLength / RECORD_BYTES
  }

  static of(records: readonly EnvelopeRecord[]): Records {
    const view = new DataView(new ArrayBuffer(records.length * RECORD_BYTES))
    for (const [index, record] of records.entries()) writeRecord(view, index * RECORD_BYTES, record)
    return new Records(new Uint8Array(view.buffer))
  }

  /** Goes through them without an object for each. */
  cursor(): RecordCursor {
    return new RecordCursor(this.#bytes)
  }

  /** One by itself, which stays as it is, from the end where `index` is negative; undefined where there is none. */
  at(index: number): EnvelopeRecord | undefined {
    const place = index < 0 ? this.length + index : index
    if (place < 0) return undefined
    const cursor = new RecordCursor(this.#bytes, place)
    return cursor.next() ? cursor.copy() : undefined
  }

  *[Symbol.iterator](): IterableIterator<EnvelopeRecord> {
    const cursor = this.cursor()
    while (cursor.next()) yield cursor.copy()
  }
}

/** One record after the other, without an object for each: before the first at the beginning. */
export class RecordCursor implements EnvelopeRecord {
  at = 0
  envelope = 0
  client = 0
  worker = 0
  sizeBytes = 0
  kind: Kind = "received"
  attempt = 0
  cause: Cause | null = null
  readonly #view: DataView
  readonly #end: number
  #offset: number

  /** @param first the place that it is before, counted from 0 */
  constructor({ buffer, byteOffset, byteLength }: Uint8Array, first = 0) {
    this.#view = new DataView(buffer, byteOffset, byteLength)
    this.#end = byteLength
    this.#offset = first * RECORD_BYTES
  }

  /** Moves on; false when there is no more. */
  next(): boolean {
    const [view, offset] = [this.#view, this.#offset]
    if (offset >= this.#end) return false
    this.#offset = offset + RECORD_BYTES
    this.at = view.getFloat64(offset, true)
    this.envelope = view.getFloat64(offset + 8, true)
    this.client = view.getUint32(offset + 16, true)
    this.worker = view.getUint32(offset + 20, true)
    this.sizeBytes = view.getUint32(offset + 24, true)
    // Kind, attempt and cause in one: to read a field costs as much whatever its size.
    const rest = view.getUint32(offset + KIND_OFFSET, true)
    this.kind = KINDS[rest & 0xff] ?? "stale"
    this.attempt = (rest >>> 8) & 0xff
    this.cause = CAUSES[rest >>> 16] ?? null
    return true
  }

  /** What must stay when it moves on. */
  copy(): EnvelopeRecord {
    const { at, envelope, client, worker, sizeBytes, kind, attempt, cause } = this
    return { at, envelope, client, worker, sizeBytes, kind, attempt, cause }
  }
}
