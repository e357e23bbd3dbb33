import fc from "fast-check"
import { expect, test } from "vitest"
import { BATCH_HEADER_BYTES, decodeBatch, encodeBatch } from "./batch.js"
import {
  CAUSES,
  type EnvelopeRecord,
  isKnownKind,
  KINDS,
  RECORD_BYTES,
  writeRecord,
} from "./record.js"
import { Records } from "./records.js"

const u32 = fc.nat({ max: 0xffffffff })
const anyRecord: fc.Arbitrary<EnvelopeRecord> = fc.record({
  at: fc.double({ min: 0, max: 1e15, noNaN: true }),
  envelope: fc.nat({ max: Number.MAX_SAFE_INTEGER }),
  client: u32,
  worker: u32,
  sizeBytes: u32,
  kind: fc.constantFrom(...KINDS),
  attempt: fc.nat({ max: 255 }),
  cause: fc.constantFrom(...CAUSES),
})

function encode(records: readonly EnvelopeRecord[]): Uint8Array {
  const bytes = new Uint8Array(records.length * RECORD_BYTES)
  const view = new DataView(bytes.buffer)
  for (const [index, record] of records.entries()) writeRecord(view, index * RECORD_BYTES, record)
  return bytes
}

test("a record reads as it was written, and is laid out as documented", () => {
  const record: EnvelopeRecord = {
    at: 1.5,
    envelope: 7,
    client: 1,
    worker: 2,
    sizeBytes: 5,
    kind: "lost",
    attempt: 3,
    cause: "silent",
  }
  const bytes = encode([record])
  const view = new DataView(bytes.buffer)
  expect(view.getFloat64(0, true)).toBe(1.5)
  expect(view.getFloat64(8, true)).toBe(7)
  expect([16, 20, 24].map((offset) => view.getUint32(offset, true))).toEqual([1, 2, 5])
  expect(Array.from(bytes.subarray(28))).toEqual([7, 3, 3, 0])
  expect(new Records(bytes).at(0)).toEqual(record)
})

test("a size past 32 bits is written as the largest", () => {
  const view = new DataView(new ArrayBuffer(RECORD_BYTES))
  const record = {
    at: 0,
    envelope: 1,
    client: 0,
    worker: 0,
    kind: "received",
    attempt: 0,
    cause: null,
  } as const
  writeRecord(view, 0, { ...record, sizeBytes: 2 ** 40 })
  expect(new Records(new Uint8Array(view.buffer)).at(0)?.sizeBytes).toBe(0xffffffff)
})

test("a kind of a later version is no record", () => {
  expect(isKnownKind(KINDS.length - 1)).toBe(true)
  expect(isKnownKind(KINDS.length)).toBe(false)
})

test("a batch decodes to the records it was made of, wherever its bytes lie", () => {
  fc.assert(
    fc.property(fc.array(anyRecord), u32, fc.nat({ max: 9 }), (records, firstSequence, shift) => {
      const batch = encodeBatch(firstSequence, encode(records))
      const moved = new Uint8Array(batch.byteLength + shift)
      moved.set(batch, shift)
      const result = decodeBatch(moved.subarray(shift))
      if (!result.ok) throw new Error(result.reason)
      expect(result.value.firstSequence).toBe(firstSequence)
      expect([...result.value.records]).toEqual(records)
    }),
  )
})

test("a cursor goes through records one by one, and what was copied stays", () => {
  fc.assert(
    fc.property(fc.array(anyRecord), (records) => {
      const cursor = Records.of(records).cursor()
      const copies: EnvelopeRecord[] = []
      while (cursor.next()) copies.push(cursor.copy())
      expect(copies).toEqual(records)
      expect(cursor.next()).toBe(false)
    }),
  )
})

test("records are taken out by their place, from either end", () => {
  const records = [1, 2, 3].map((envelope) => ({
    at: 0,
    envelope,
    client: 0,
    worker: 0,
    sizeBytes: 0,
    kind: "received" as const,
    attempt: 0,
    cause: null,
  }))
  const places = [0, 2, -1, 3, -4].map((place) => Records.of(records).at(place)?.envelope)
  expect(places).toEqual([1, 3, 3, undefined, undefined])
})

test("bytes that are no batch are refused with a reason, and nothing is thrown", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const result = decodeBatch(bytes)
      if (!result.ok) expect(result.reason).not.toBe("")
    }),
  )
  const batch = encodeBatch(0, new Uint8Array(RECORD_BYTES))
  expect(decodeBatch(batch.subarray(1))).toMatchObject({ ok: false })
  expect(decodeBatch(batch.subarray(0, batch.length - 1))).toMatchObject({ ok: false })
  expect(decodeBatch(new Uint8Array(0))).toMatchObject({ ok: false })
})

test.each([
  { what: "another version", offset: 0, byte: 9 },
  { what: "a count that does not fit", offset: 4, byte: 2 },
  { what: "a kind that is none", offset: BATCH_HEADER_BYTES + 28, byte: 200 },
])("a batch with $what is refused", ({ offset, byte }) => {
  const batch = encodeBatch(0, new Uint8Array(RECORD_BYTES))
  batch[offset] = byte
  expect(decodeBatch(batch)).toMatchObject({ ok: false })
})

test.each([-1, 0.5, Number.NaN, 2 ** 60])("a first sequence number of %d is refused", (first) => {
  expect(decodeBatch(encodeBatch(first, new Uint8Array(0)))).toMatchObject({ ok: false })
})
