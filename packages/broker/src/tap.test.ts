import { describe, expect, test } from "vitest"
import { testCheckpoint } from "../test/checkpoint.js"
import { TapReader } from "../test/tap-reader.js"
import { Tap } from "./tap.js"

function openTap(maxBytes = 1_000_000) {
  const pending: number[] = []
  const tap: Tap = new Tap(maxBytes, testCheckpoint, () => pending.push(1))
  const reader = new TapReader()
  const read = () => {
    for (const frame of tap.take()) reader.push(frame)
    return reader
  }
  return { tap, read, reader, pending }
}

/** Writes records of envelopes `from` to `to`. */
function write(tap: Tap, from: number, to: number): void {
  for (let envelope = from; envelope <= to; envelope += 1) {
    tap.record("received", envelope / 2, envelope, 1, 2, 3, 4, null)
  }
}

function joined(index: number) {
  const client = { index, name: `client-${index}`, routingIdHex: "00" }
  return { type: "client", event: "joined", at: index, client } as const
}

describe("a reader that keeps up", () => {
  test("gets every record, with every field", () => {
    const { tap, read } = openTap()
    write(tap, 1, 2)
    const field = { client: 1, worker: 2, sizeBytes: 3, attempt: 4, cause: null, kind: "received" }
    expect(read().records).toEqual([
      { ...field, envelope: 1, at: 0.5 },
      { ...field, envelope: 2, at: 1 },
    ])
  })

  test("gets messages where they were placed between the records", () => {
    const { tap, read } = openTap()
    tap.message(joined(1))
    write(tap, 1, 2)
    tap.message(joined(2))
    tap.message(joined(3))
    write(tap, 3, 3)
    expect(read().order).toEqual(["client", 1, 2, "client", "client", 3])
  })

  test("gets each thing once, over many takes", () => {
    const { tap, read, reader } = openTap()
    for (let envelope = 1; envelope <= 2000; envelope += 1) {
      write(tap, envelope, envelope)
      if (envelope % 7 === 0) read()
    }
    read()
    expect(reader.records.map((record) => record.envelope)).toEqual(
      Array.from({ length: 2000 }, (_, index) => index + 1),
    )
    expect(read().records).toHaveLength(2000)
  })

  test("finds sequence numbers that go on from batch to batch", () => {
    const { tap, read } = openTap()
    write(tap, 1, 1500)
    tap.checkpoint()
    write(tap, 1501, 1600)
    const { batches, sequence, messages } = read()
    expect(batches.length).toBeGreaterThan(2)
    expect(sequence).toBe(1600)
    expect(messages).toMatchObject([{ type: "checkpoint", sequence: 1500 }])
  })

  test("is told when there is something to take", () => {
    const { tap, read, pending } = openTap()
    write(tap, 1, 3)
    expect(pending.length).toBeGreaterThan(0)
    read()
    const before = pending.length
    write(tap, 4, 4)
    expect(pending.length).toBeGreaterThan(before)
    read()
    const beforeMessage = pending.length
    tap.message(joined(1))
    expect(pending.length).toBeGreaterThan(beforeMessage)
  })

  test("finds nothing where nothing happened", () => {
    const { tap } = openTap()
    expect(tap.take()).toEqual([])
  })
})

describe("a reader that stalls", () => {
  const RECORDS = 10_000
  const MAX_BYTES = 40_000

  test("gets a gap with all that went, and a checkpoint at the same place", () => {
    const { tap, read } = openTap(MAX_BYTES)
    write(tap, 1, RECORDS)
    const { messages, records } = read()
    const [gap, checkpoint, ...more] = messages
    expect(more).toEqual([])
    const missed = RECORDS - records.length
    expect(missed).toBeGreaterThan(0)
    expect(gap).toEqual({ type: "gap", missed, sequence: missed })
    expect(checkpoint).toEqual(testCheckpoint(missed))
    expect(records.map((record) => record.envelope)).toEqual(
      Array.from({ length: records.length }, (_, index) => missed + index + 1),
    )
  })

  test("gets the count of the new gap only, when it stalls again", () => {
    const { tap, read, reader } = openTap(MAX_BYTES)
    write(tap, 1, RECORDS)
    read()
    write(tap, RECORDS + 1, 2 * RECORDS)
    read()
    expect(reader.messages.filter((message) => message.type === "gap")).toHaveLength(2)
    expect(reader.missed + reader.records.length).toBe(2 * RECORDS)
    expect(reader.sequence).toBe(2 * RECORDS)
  })

  test("holds no more than its bound and a batch, messages counted", () => {
    const { tap } = openTap(MAX_BYTES)
    write(tap, 1, RECORDS)
    for (let index = 0; index < 1000; index += 1) tap.message(joined(index))
    const bytes = tap.take().reduce((sum, frame) => sum + frame.byteLength, 0)
    expect(bytes).toBeLessThanOrEqual(MAX_BYTES + 1024)
  })

  test("misses no record when only messages go", () => {
    const { tap, read } = openTap(MAX_BYTES)
    for (let index = 0; index < 1000; index += 1) tap.message(joined(index))
    write(tap, 1, 10)
    const reader = read()
    expect(reader.messages[0]).toEqual({ type: "gap", missed: 0, sequence: 0 })
    expect(reader.records).toHaveLength(10)
  })

  test("goes on without a gap once it reads again", () => {
    const { tap, read, reader } = openTap(MAX_BYTES)
    write(tap, 1, RECORDS)
    read()
    const { missed } = reader
    write(tap, RECORDS + 1, RECORDS + 500)
    read()
    expect(reader.missed).toBe(missed)
    expect(reader.sequence).toBe(RECORDS + 500)
  })
})
