import type { Envelope } from "@zmqscope/protocol"
import { expect, test } from "vitest"
import { record } from "../test/fixtures.js"
import { EnvelopeRows } from "./envelope-rows.js"

function ended(number: number, fields: Partial<Envelope> = {}): Envelope {
  return {
    number,
    client: 1,
    worker: 2,
    state: "returned",
    sizeBytes: 5,
    replySizeBytes: 7,
    attempt: 0,
    earlierAttempts: [],
    behind: 3,
    receivedAt: 0.25,
    handedAt: 10.5,
    dealtAt: 20,
    serviceStartAt: 30,
    repliedAt: 40,
    endedAt: 50,
    cause: null,
    ...fields,
  }
}

const ATTEMPT = {
  worker: null,
  handedAt: 11,
  dealtAt: null,
  repliedAt: null,
  requeuedAt: 12,
  cause: "left",
} as const

test("give back what was taken in, whatever was not reached", () => {
  const envelopes = [
    ended(1),
    ended(2, { state: "undeliverable", worker: 0, sizeBytes: 0, replySizeBytes: 0 }),
    ended(3, {
      state: "lost",
      cause: "silent",
      replySizeBytes: null,
      repliedAt: null,
      serviceStartAt: null,
    }),
    ended(4, { state: "waiting", worker: null, handedAt: null, dealtAt: null, endedAt: null }),
    ended(5, { attempt: 1, earlierAttempts: [ATTEMPT] }),
  ]
  const rows = new EnvelopeRows(2)
  const taken = envelopes.map((envelope) => rows.take(envelope))
  expect(taken.map((row) => rows.read(row))).toEqual(envelopes)
})

test("are used again once they are released, with nothing of what was in them", () => {
  const rows = new EnvelopeRows(1)
  const row = rows.take(ended(1, { attempt: 1, earlierAttempts: [ATTEMPT] }))
  rows.release(row)
  expect(rows.read(row).earlierAttempts).toEqual([ATTEMPT])
  expect(rows.open(record("received", 70, { envelope: 2 }))).toBe(row)
  expect(rows.read(row)).toEqual({
    number: 2,
    client: 1,
    worker: null,
    state: "waiting",
    sizeBytes: 5,
    replySizeBytes: null,
    attempt: 0,
    earlierAttempts: [],
    behind: 0,
    receivedAt: 70,
    handedAt: null,
    dealtAt: null,
    serviceStartAt: null,
    repliedAt: null,
    endedAt: null,
    cause: null,
  })
})

test("what is read is a copy", () => {
  const rows = new EnvelopeRows()
  const row = rows.take(ended(1))
  const copy = rows.read(row)
  rows.setCause(row, "silent")
  expect([copy.cause, rows.read(row).cause]).toEqual([null, "silent"])
})
