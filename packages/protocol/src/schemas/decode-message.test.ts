import fc from "fast-check"
import { expect, test } from "vitest"
import { EMPTY_TOTALS } from "../constants.js"
import { decodeBrokerMessage, decodeStreamMessage, streamDecoder } from "./decode-message.js"
import type { BrokerHello, Checkpoint, StreamMessage } from "./messages.js"

const settings = {
  paused: false,
  dealing: "dealer",
  prefetch: 1,
  onWorkerLoss: "lose",
  dropAbandoned: false,
  shedding: { mode: "none" },
} as const

const hello: BrokerHello = {
  type: "broker",
  run: "c0ffee",
  epochUnixUs: 1e15,
  frontend: "tcp://127.0.0.1:5559",
  backend: "tcp://127.0.0.1:5560",
  engine: "zmtp",
  notifies: true,
  capabilities: ["deal", "pause", "drain", "requeue"],
  settings,
}

const checkpoint: Checkpoint = {
  type: "checkpoint",
  sequence: 10,
  at: 12.5,
  totals: EMPTY_TOTALS,
  unseen: 0,
  stale: 0,
  requeued: 0,
  clients: [{ index: 0, name: "a", routingIdHex: "61", sent: 1, returned: 1, undelivered: 0 }],
  workers: [],
  settings,
}

const snapshot: StreamMessage = {
  type: "snapshot",
  sequence: 10,
  atMs: 1e12,
  totals: EMPTY_TOTALS,
  unseen: 0,
  stale: 0,
  requeued: 0,
  receivedPerSecond: 0,
  returnedPerSecond: 0,
  roundTripUs: { p50: null, p95: null, p99: null },
  knownAt: 0,
  silentMs: 0,
  faults: [],
  missed: 0,
  settings,
  steps: [],
}

test("messages of the pipe decode to themselves", () => {
  for (const message of [hello, checkpoint]) {
    expect(decodeBrokerMessage(JSON.stringify(message))).toEqual({ ok: true, value: message })
  }
})

test("messages of the stream decode to themselves", () => {
  const gap: StreamMessage = { type: "gap", missed: 3, sequence: 9 }
  for (const message of [gap, checkpoint]) {
    expect(decodeStreamMessage(JSON.stringify(message))).toEqual({ ok: true, value: message })
  }
})

test("a connection's snapshots are checked until one has passed, all else always", () => {
  const decode = streamDecoder()
  const broken = JSON.stringify({ type: "snapshot" })
  expect(decode(broken)).toMatchObject({ ok: false })
  expect(decode(JSON.stringify(snapshot))).toEqual({ ok: true, value: snapshot })
  expect(decode(broken)).toMatchObject({ ok: true })
  expect(decode('{"type":"gap","missed":3}')).toMatchObject({ ok: false })
})

test("what only the other side sends is refused", () => {
  expect(decodeStreamMessage(JSON.stringify(hello))).toMatchObject({ ok: false })
})

test.each([
  ["no JSON", "{"],
  ["no object", "7"],
  ["null", "null"],
  ["no type", "{}"],
  ["a type that every object has", '{"type":"constructor"}'],
  ["a field that is missing", '{"type":"gap","missed":3}'],
  ["a field of another kind", '{"type":"gap","missed":-1,"sequence":0}'],
])("%s is refused with a reason", (_, text) => {
  const result = decodeStreamMessage(text)
  expect(result).toEqual({ ok: false, reason: expect.stringMatching(/\w/) })
})

test("no text makes it throw", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      expect(typeof decodeStreamMessage(text).ok).toBe("boolean")
      expect(typeof decodeBrokerMessage(text).ok).toBe("boolean")
    }),
  )
})
