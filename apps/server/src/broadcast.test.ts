import {
  decodeBatch,
  type EnvelopeRecord,
  encodeBatch,
  NO_WORKER,
  RECORD_BYTES,
  Records,
  writeRecord,
} from "@zmqscope/protocol"
import { afterEach, beforeEach, expect, it, vi } from "vitest"
import { Broadcast } from "./broadcast.js"
import type { StreamFrame } from "./stream-frame.js"
import { Viewer } from "./viewer.js"

const event: StreamFrame = { kind: "event", text: "event" }
const hello = (): StreamFrame[] => [{ kind: "hello", text: "hello" }]

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function record(envelope: number): EnvelopeRecord {
  const [at, client, sizeBytes] = [envelope * 10, 1, 5]
  return {
    at,
    envelope,
    client,
    worker: NO_WORKER,
    sizeBytes,
    kind: "received",
    attempt: 0,
    cause: null,
  }
}

function join(broadcast: Broadcast, encoding: "binary" | "json" = "binary") {
  const sent: (string | Uint8Array)[] = []
  /** Codes of its closing; 0 for none. */
  const ends: number[] = []
  const socket = {
    bufferedAmount: 0,
    send: (data: string | Uint8Array) => sent.push(data),
    ping: () => {},
    close: (code: number) => ends.push(code),
    terminate: () => ends.push(0),
  }
  const viewer = new Viewer(socket, encoding, () => 0)
  broadcast.join(viewer, hello)
  return { sent, ends, viewer }
}

function pass(broadcast: Broadcast, firstSequence: number, ...envelopes: number[]): void {
  const view = new DataView(new ArrayBuffer(envelopes.length * RECORD_BYTES))
  for (const [index, envelope] of envelopes.entries()) {
    writeRecord(view, index * RECORD_BYTES, record(envelope))
  }
  const encoded = new Uint8Array(view.buffer)
  const batch = { firstSequence, records: new Records(encoded) }
  broadcast.records(batch, encodeBatch(firstSequence, encoded))
}

function envelopesOf(data: string | Uint8Array | undefined): number[] {
  if (!(data instanceof Uint8Array)) return []
  const batch = decodeBatch(data)
  return batch.ok ? Array.from(batch.value.records, ({ envelope }) => envelope) : []
}

it("gathers records for a moment and sends them as one batch", () => {
  const broadcast = new Broadcast()
  const { sent } = join(broadcast)
  pass(broadcast, 0, 1, 2)
  pass(broadcast, 2, 3)
  expect(sent).toEqual(["hello"])
  vi.advanceTimersByTime(16)
  expect(envelopesOf(sent[1])).toEqual([1, 2, 3])
  broadcast.close(1001, "")
})

it("keeps events in order with records", () => {
  const broadcast = new Broadcast()
  const { sent } = join(broadcast)
  pass(broadcast, 0, 1)
  broadcast.send(event)
  pass(broadcast, 1, 2)
  vi.advanceTimersByTime(16)
  expect(envelopesOf(sent[1])).toEqual([1])
  expect(sent[2]).toBe("event")
  expect(envelopesOf(sent[3])).toEqual([2])
})

it("sends a viewer that joins nothing from before its hello", () => {
  const broadcast = new Broadcast()
  const early = join(broadcast)
  pass(broadcast, 0, 1)
  const late = join(broadcast)
  pass(broadcast, 1, 2)
  vi.advanceTimersByTime(16)
  expect(early.sent.slice(1).map(envelopesOf)).toEqual([[1], [2]])
  expect(late.sent[0]).toBe("hello")
  expect(late.sent.slice(1).map(envelopesOf)).toEqual([[2]])
})

it("writes each record as an object for the JSON subprotocol", () => {
  const broadcast = new Broadcast()
  const { sent } = join(broadcast, "json")
  pass(broadcast, 7, 1)
  vi.advanceTimersByTime(16)
  expect(JSON.parse(String(sent[1]))).toEqual({
    type: "records",
    firstSequence: 7,
    records: [{ ...record(1), worker: null }],
  })
})

it("stops sending to one that left, and closes the others at the end", () => {
  const broadcast = new Broadcast()
  const gone = join(broadcast)
  const there = join(broadcast)
  broadcast.leave(gone.viewer)
  broadcast.send(event)
  broadcast.close(1001, "shutting down")
  expect(gone.sent).toEqual(["hello"])
  expect(there.sent).toEqual(["hello", "event"])
  expect([gone.ends, there.ends]).toEqual([[], [1001]])
})

it("ends those that do not answer its goodbye", () => {
  const broadcast = new Broadcast()
  const answering = join(broadcast)
  const suspended = join(broadcast)
  broadcast.close(1001, "shutting down")
  broadcast.leave(answering.viewer)
  vi.runAllTimers()
  expect([answering.ends, suspended.ends]).toEqual([[1001], [1001, 0]])
})
