import { isKnownKind, KIND_OFFSET, RECORD_BYTES } from "./record.js"
import { Records } from "./records.js"
import { type Decoded, decoded, refused } from "./result.js"

/**
 * A batch: a 16-byte header (u32 version, u32 count, f64 sequence number of the first record,
 * little-endian) and `count` records. It is the binary frame of the pipe and of the WebSocket.
 */
export const BATCH_HEADER_BYTES = 16
const BATCH_VERSION = 1

export interface BatchHeader {
  readonly version: number
  readonly count: number
  readonly firstSequence: number
}

export interface RecordBatch {
  /** Sequence number of the first record; the next batch starts at `firstSequence + records.length`. */
  readonly firstSequence: number
  readonly records: Records
}

/** Writes a batch's header at the beginning of a view. */
export function writeBatchHeader(view: DataView, firstSequence: number, count: number): void {
  view.setUint32(0, BATCH_VERSION, true)
  view.setUint32(4, count, true)
  view.setFloat64(8, firstSequence, true)
}

/** Reads a header, whatever its version, from the beginning of BATCH_HEADER_BYTES or more. */
export function readBatchHeader(view: DataView): BatchHeader {
  return {
    version: view.getUint32(0, true),
    count: view.getUint32(4, true),
    firstSequence: view.getFloat64(8, true),
  }
}

/** Joins records that are already encoded, RECORD_BYTES each, into a batch. */
export function encodeBatch(firstSequence: number, encodedRecords: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(BATCH_HEADER_BYTES + encodedRecords.byteLength)
  const count = encodedRecords.byteLength / RECORD_BYTES
  writeBatchHeader(new DataView(bytes.buffer), firstSequence, count)
  bytes.set(encodedRecords, BATCH_HEADER_BYTES)
  return bytes
}

/** Decodes any bytes: a batch that lies in them, or the reason why they are none. Never throws. */
export function decodeBatch(bytes: Uint8Array): Decoded<RecordBatch> {
  if (bytes.byteLength < BATCH_HEADER_BYTES) {
    return refused(`a batch has at least ${BATCH_HEADER_BYTES} bytes, this has ${bytes.byteLength}`)
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const { version, count, firstSequence } = readBatchHeader(view)
  if (version !== BATCH_VERSION) return refused(`batch version ${version} is not ${BATCH_VERSION}`)
  if (bytes.byteLength !== BATCH_HEADER_BYTES + count * RECORD_BYTES) {
    return refused(`a batch of ${count} records cannot have ${bytes.byteLength} bytes`)
  }
  if (!Number.isSafeInteger(firstSequence) || firstSequence < 0) {
    return refused("the first sequence number is not a whole number")
  }
  for (let place = 0; place < count; place += 1) {
    if (isKnownKind(bytes[BATCH_HEADER_BYTES + place * RECORD_BYTES + KIND_OFFSET] ?? 0)) continue
    return refused(`record ${place} has an unknown kind`)
  }
  return decoded({ firstSequence, records: new Records(bytes.subarray(BATCH_HEADER_BYTES)) })
}
