import { EMPTY_TOTALS, type EnvelopeRecord, NO_CLIENT, NO_WORKER } from "@zmqscope/protocol"
import { describe, expect, test } from "vitest"
import { clientAccount, liveEnvelope, RecordList, workerAccount } from "../test/parts.js"
import type { LiveEnvelope } from "./accounts.js"
import { Chronicle } from "./chronicle.js"

/** A chronicle whose clock shows how often it was asked, in microseconds. */
function openChronicle() {
  const sink = new RecordList()
  let clock = 0
  const now = () => {
    clock += 1
    return clock
  }
  const chronicle = new Chronicle<LiveEnvelope>(sink, now)
  const client = clientAccount(3)
  const worker = workerAccount(7)
  const receive = (number = 1) => {
    const envelope = liveEnvelope(number, client, 10)
    chronicle.receive(envelope)
    return envelope
  }
  return { chronicle, client, worker, receive, records: sink.records }
}

function lastStep(records: readonly EnvelopeRecord[]): Partial<EnvelopeRecord> {
  const { at: _at, ...step } = records.at(-1) ?? {}
  return step
}

const STEP = { envelope: 1, client: 3, worker: 7, sizeBytes: 10, attempt: 0, cause: null }

describe("each step writes its record and moves the totals:", () => {
  test("received", () => {
    const { chronicle, client, records, receive } = openChronicle()
    const envelope = receive()
    expect(lastStep(records)).toEqual({ ...STEP, kind: "received", worker: NO_WORKER })
    expect(chronicle.totals).toEqual({ ...EMPTY_TOTALS, received: 1, waiting: 1 })
    expect(client.sent).toBe(1)
    expect(chronicle.find(1)).toBe(envelope)
  })

  test("rejected, which never is an envelope", () => {
    const { chronicle, client, records } = openChronicle()
    chronicle.reject(client, 5)
    expect(lastStep(records)).toEqual({
      ...STEP,
      kind: "rejected",
      envelope: 0,
      worker: NO_WORKER,
      sizeBytes: 5,
    })
    expect(chronicle.totals).toEqual({ ...EMPTY_TOTALS, received: 1, rejected: 1 })
    expect(client.sent).toBe(0)
  })

  test("handed, to nobody known yet", () => {
    const { chronicle, records, receive } = openChronicle()
    chronicle.hand(receive())
    expect(lastStep(records)).toEqual({ ...STEP, kind: "handed", worker: NO_WORKER })
    expect(chronicle.totals).toEqual({ ...EMPTY_TOTALS, received: 1, inFlight: 1 })
    expect(chronicle.unseen).toBe(1)
  })

  test("dealt, straight out of waiting", () => {
    const { chronicle, worker, records, receive } = openChronicle()
    const envelope = receive()
    expect(chronicle.deal(envelope, worker)).toBe(true)
    expect(lastStep(records)).toEqual({ ...STEP, kind: "dealt" })
    expect(chronicle.totals).toEqual({ ...EMPTY_TOTALS, received: 1, inFlight: 1 })
    expect(chronicle).toMatchObject({ unseen: 0, handedSequence: 1 })
    expect(worker).toMatchObject({ outstanding: 1, load: 1, lastHanded: 1 })
  })

  test("dealt, seen on its way", () => {
    const { chronicle, worker, records, receive } = openChronicle()
    const envelope = receive()
    chronicle.hand(envelope)
    chronicle.deal(envelope, worker)
    expect(lastStep(records)).toEqual({ ...STEP, kind: "dealt" })
    expect(chronicle.totals).toEqual({ ...EMPTY_TOTALS, received: 1, inFlight: 1 })
    expect(chronicle.unseen).toBe(0)
    expect(worker.outstanding).toBe(1)
    expect(envelope.worker).toBe(worker)
  })

  test("replied", () => {
    const { chronicle, worker, records, receive } = openChronicle()
    const envelope = receive()
    chronicle.hand(envelope)
    chronicle.deal(envelope, worker)
    chronicle.reply(envelope, worker, 99)
    expect(lastStep(records)).toEqual({ ...STEP, kind: "replied", sizeBytes: 99 })
    expect(chronicle.totals).toEqual({ ...EMPTY_TOTALS, received: 1, inFlight: 1 })
    expect(worker).toMatchObject({ outstanding: 0, served: 1 })
  })

  test.each(["returned", "undeliverable"] as const)("%s", (outcome) => {
    const { chronicle, client, worker, records, receive } = openChronicle()
    const envelope = receive()
    chronicle.hand(envelope)
    chronicle.deal(envelope, worker)
    chronicle.reply(envelope, worker, 99)
    if (outcome === "returned") chronicle.return(envelope, 99)
    else chronicle.undeliverable(envelope, 99)
    expect(lastStep(records)).toEqual({
      ...STEP,
      kind: outcome,
      sizeBytes: 99,
      cause: outcome === "returned" ? null : "client-full",
    })
    expect(chronicle.totals).toEqual({ ...EMPTY_TOTALS, received: 1, [outcome]: 1 })
    expect(client.returned).toBe(outcome === "returned" ? 1 : 0)
    expect(client.undelivered).toBe(outcome === "returned" ? 0 : 1)
    expect(chronicle.live).toBe(0)
    expect(chronicle.find(1)).toBeUndefined()
  })

  test("lost with the worker it was at", () => {
    const { chronicle, worker, records, receive } = openChronicle()
    const envelope = receive()
    chronicle.hand(envelope)
    chronicle.deal(envelope, worker)
    worker.endsBy = "silent"
    chronicle.lose(envelope)
    expect(lastStep(records)).toEqual({ ...STEP, kind: "lost", cause: "silent" })
    expect(chronicle.totals).toEqual({ ...EMPTY_TOTALS, received: 1, lost: 1 })
    expect(worker).toMatchObject({ outstanding: 0, load: 0, served: 0 })
    expect(chronicle.find(1)).toBeUndefined()
  })

  test("lost unseen, with a worker nobody knows", () => {
    const { chronicle, records, receive } = openChronicle()
    const envelope = receive()
    chronicle.hand(envelope)
    chronicle.lose(envelope)
    expect(lastStep(records)).toEqual({ ...STEP, kind: "lost", worker: NO_WORKER, cause: "left" })
    expect(chronicle.totals).toEqual({ ...EMPTY_TOTALS, received: 1, lost: 1 })
    expect(chronicle.unseen).toBe(0)
  })

  test.each(["unseen", "at the worker"])("requeued, with its worker gone, while %s", (where) => {
    const { chronicle, worker, records, receive } = openChronicle()
    const envelope = receive()
    chronicle.hand(envelope)
    if (where === "at the worker") chronicle.deal(envelope, worker)
    chronicle.requeue(envelope)
    const from = where === "at the worker" ? worker.index : NO_WORKER
    expect(lastStep(records)).toEqual({
      ...STEP,
      kind: "requeued",
      worker: from,
      attempt: 1,
      cause: "left",
    })
    expect(chronicle.totals).toEqual({ ...EMPTY_TOTALS, received: 1, waiting: 1 })
    expect(chronicle).toMatchObject({ requeued: 1, unseen: 0 })
    expect(worker).toMatchObject({ outstanding: 0, load: 0 })
    expect(chronicle.find(1)).toMatchObject({ state: "waiting", worker: undefined })
  })

  test("expired", () => {
    const { chronicle, client, records, receive } = openChronicle()
    chronicle.expire(receive())
    expect(lastStep(records)).toEqual({
      ...STEP,
      kind: "expired",
      worker: NO_WORKER,
      cause: "client-left",
    })
    expect(chronicle.totals).toEqual({ ...EMPTY_TOTALS, received: 1, expired: 1 })
    expect(client.undelivered).toBe(1)
    expect(chronicle.find(1)).toBeUndefined()
  })

  test("stale, which moves no totals", () => {
    const { chronicle, records } = openChronicle()
    chronicle.dropStale(4)
    expect(lastStep(records)).toEqual({
      kind: "stale",
      envelope: 0,
      client: NO_CLIENT,
      worker: NO_WORKER,
      sizeBytes: 4,
      attempt: 0,
      cause: null,
    })
    expect(chronicle.totals).toEqual(EMPTY_TOTALS)
    expect(chronicle.stale).toBe(1)
  })

  test("stale, of a worker that is known", () => {
    const { chronicle, worker, records } = openChronicle()
    chronicle.dropStale(4, worker)
    expect(lastStep(records)).toMatchObject({ kind: "stale", worker: 7, sizeBytes: 4 })
    expect(worker).toMatchObject({ outstanding: 0, served: 0 })
  })
})

describe("what a worker cannot have done is ignored:", () => {
  test("a request that is seen twice on its way", () => {
    const { chronicle, worker, records, receive } = openChronicle()
    const envelope = receive()
    chronicle.hand(envelope)
    chronicle.deal(envelope, worker)
    const written = records.length
    expect(chronicle.deal(envelope, workerAccount(8))).toBe(false)
    expect(records).toHaveLength(written)
    expect(envelope.worker).toBe(worker)
  })

  test("a reply from a worker that was not given the request", () => {
    const { chronicle, worker, records, receive } = openChronicle()
    const other = workerAccount(8)
    const envelope = receive()
    chronicle.hand(envelope)
    chronicle.deal(envelope, worker)
    const written = records.length
    expect(chronicle.reply(envelope, other, 1)).toBe(false)
    expect(records).toHaveLength(written)
    expect(other.served).toBe(0)
    expect(worker.outstanding).toBe(1)
  })

  test("a second reply", () => {
    const { chronicle, worker, records, receive } = openChronicle()
    const envelope = receive()
    chronicle.hand(envelope)
    chronicle.deal(envelope, worker)
    chronicle.reply(envelope, worker, 1)
    const written = records.length
    chronicle.reply(envelope, worker, 1)
    expect(records).toHaveLength(written)
    expect(worker).toMatchObject({ outstanding: 0, served: 1 })
  })
})

test("records carry the clock's moments, in order", () => {
  const { chronicle, worker, records, receive } = openChronicle()
  const envelope = receive()
  chronicle.hand(envelope)
  chronicle.deal(envelope, worker)
  chronicle.reply(envelope, worker, 1)
  chronicle.return(envelope, 1)
  expect(records.map((record) => record.at)).toEqual([1, 2, 3, 4, 5])
})

test("live envelopes are found by what is known of them, oldest first", () => {
  const { chronicle, worker, receive } = openChronicle()
  const envelopes = [1, 2, 3, 4].map((number) => receive(number))
  const [first, second, third, fourth] = envelopes
  if (!first || !second || !third || !fourth) throw new Error("four were received")
  for (const envelope of [first, second, third]) chronicle.hand(envelope)
  chronicle.deal(second, worker)
  expect(chronicle.select(({ state }) => state === "unseen")).toEqual([first, third])
  expect(chronicle.select((envelope) => envelope.worker === worker)).toEqual([second])
  chronicle.lose(first)
  expect(chronicle.select(() => true)).toEqual([second, third, fourth])
})
