import { type Envelope, MAX_EARLIER_ATTEMPTS } from "@zmqscope/protocol"
import { describe, expect, test } from "vitest"
import { record, roundTrip } from "../test/fixtures.js"
import { EnvelopeBook } from "./envelope-book.js"
import { NONE } from "./envelope-rows.js"

function applyAll(book: EnvelopeBook, records: readonly ReturnType<typeof record>[]): void {
  for (const one of records) book.apply(one)
}

function copiesOf(book: EnvelopeBook): Envelope[] {
  return Array.from(book.live.rows, (row) => ({ ...row }))
}

describe("a book of envelopes", () => {
  test("assembles a round trip's moments, states and sizes", () => {
    const book = new EnvelopeBook(10)
    const states = roundTrip(7, 1000, 3).map((one) => {
      const row = book.live.read(book.apply({ ...one, sizeBytes: one.kind === "returned" ? 9 : 5 }))
      return [book.live.previousState, row?.state]
    })
    expect(states).toEqual([
      [null, "waiting"],
      ["waiting", "unseen"],
      ["unseen", "at-worker"],
      ["at-worker", "replied"],
      ["replied", "returned"],
    ])
    expect(book.get(7)).toEqual({
      number: 7,
      client: 1,
      worker: 3,
      state: "returned",
      sizeBytes: 5,
      replySizeBytes: 9,
      attempt: 0,
      cause: null,
      earlierAttempts: [],
      behind: 0,
      receivedAt: 1000,
      handedAt: 1100,
      dealtAt: 1200,
      serviceStartAt: 1200,
      repliedAt: 1300,
      endedAt: 1400,
    })
    expect(book.live.size).toBe(0)
  })

  test("counts those ahead at the worker, and starts service at the reply before", () => {
    const book = new EnvelopeBook(10)
    for (const envelope of [1, 2, 3]) {
      applyAll(book, roundTrip(envelope, envelope * 10, 4).slice(0, 3))
    }
    expect([1, 2, 3].map((number) => book.get(number)?.behind)).toEqual([0, 1, 2])
    book.apply(record("replied", 500, { envelope: 1, worker: 4 }))
    expect(book.get(2)?.serviceStartAt).toBe(500)
    expect(book.get(3)?.serviceStartAt).toBeNull()
    // Out of order, as a DEALER worker may: the third was taken up no earlier than the last reply.
    book.apply(record("replied", 600, { envelope: 3, worker: 4 }))
    expect(book.get(3)?.serviceStartAt).toBe(500)
    book.apply(record("lost", 700, { envelope: 2, worker: 4 }))
    applyAll(book, roundTrip(4, 800, 4).slice(0, 3))
    expect(book.get(4)).toMatchObject({ behind: 0, serviceStartAt: 1000 })
  })

  test("sends a requeued envelope back to waiting, with nothing of the attempt before", () => {
    const book = new EnvelopeBook(10)
    applyAll(book, roundTrip(1, 0, 4).slice(0, 3))
    applyAll(book, roundTrip(2, 0, 4).slice(0, 3))
    book.apply(record("requeued", 300, { envelope: 1, worker: 4, cause: "left" }))
    expect(book.live.previousWorker).toBe(4)
    expect(book.get(1)).toMatchObject({
      state: "waiting",
      attempt: 1,
      worker: null,
      handedAt: null,
      dealtAt: null,
      serviceStartAt: null,
      receivedAt: 0,
    })
    expect(book.live.oldestWaitingReceivedAt()).toBe(0)
    applyAll(book, [
      record("handed", 400, { envelope: 1, attempt: 1 }),
      record("dealt", 500, { envelope: 1, worker: 5, attempt: 1 }),
    ])
    expect(book.get(1)).toMatchObject({ worker: 5, behind: 0, serviceStartAt: 500, attempt: 1 })
    expect(book.live.oldestWaitingReceivedAt()).toBeNull()
  })

  test("remembers an envelope's earlier attempts, a bounded number, and none of the others'", () => {
    const book = new EnvelopeBook(10)
    applyAll(book, roundTrip(1, 0, 4).slice(0, 3))
    applyAll(book, roundTrip(2, 0, 4).slice(0, 3))
    book.apply(record("requeued", 300, { envelope: 1, worker: 4, cause: "left" }))
    const copy = { ...book.get(1) }
    const first = {
      worker: 4,
      handedAt: 100,
      dealtAt: 200,
      repliedAt: null,
      requeuedAt: 300,
      cause: "left",
    }
    expect(copy.earlierAttempts).toEqual([first])
    book.apply(record("handed", 400, { envelope: 1 }))
    book.apply(record("requeued", 500, { envelope: 1 }))
    const second = {
      worker: null,
      handedAt: 400,
      dealtAt: null,
      repliedAt: null,
      requeuedAt: 500,
      cause: null,
    }
    expect(book.get(1)?.earlierAttempts).toEqual([first, second])
    expect(copy.earlierAttempts).toEqual([first])
    expect(book.get(2)?.earlierAttempts).toEqual([])
    for (let at = 600; at < 1600; at += 100) {
      book.apply(record("requeued", at, { envelope: 1, worker: 5 }))
    }
    const kept = book.get(1)?.earlierAttempts ?? []
    expect(kept).toHaveLength(MAX_EARLIER_ATTEMPTS)
    expect(kept.at(-1)).toMatchObject({ worker: 5, requeuedAt: 1500 })
    expect(book.get(1)?.attempt).toBe(12)
  })

  test("knows the worker from the handing on when the broker chose it", () => {
    const book = new EnvelopeBook(10)
    book.apply(record("received", 0))
    book.apply(record("handed", 1, { worker: 6 }))
    expect(book.get(1)).toMatchObject({ state: "unseen", worker: 6, dealtAt: null })
    book.apply(record("requeued", 2, { worker: 6 }))
    expect(book.live.previousState).toBe("unseen")
    expect(book.get(1)).toMatchObject({ state: "waiting", worker: null })
  })

  test("takes a dealing straight from waiting for the handing on, too", () => {
    const book = new EnvelopeBook(10)
    book.apply(record("received", 100))
    book.apply(record("dealt", 300, { worker: 6 }))
    expect(book.live.previousState).toBe("waiting")
    const dealt = { state: "at-worker", worker: 6, handedAt: 300, dealtAt: 300 }
    expect(book.get(1)).toMatchObject({ ...dealt, serviceStartAt: 300 })
    book.apply(record("requeued", 400, { worker: 6 }))
    book.apply(record("dealt", 500, { worker: 7, attempt: 1 }))
    expect(book.get(1)).toMatchObject({ worker: 7, handedAt: 500, dealtAt: 500 })
  })

  test("gives no row for what it never saw received, nor for what has ended", () => {
    const book = new EnvelopeBook(10)
    for (const kind of ["handed", "dealt", "replied", "returned", "lost", "requeued"] as const) {
      expect(book.apply(record(kind, 1, { envelope: 5, worker: 1 }))).toBe(NONE)
    }
    applyAll(book, roundTrip(6, 0, 1))
    expect(book.apply(record("lost", 900, { envelope: 6 }))).toBe(NONE)
    expect(book.apply(record("stale", 900, { envelope: 6 }))).toBe(NONE)
    expect(book.live.previousState).toBeNull()
    expect(book.get(6)?.state).toBe("returned")
  })

  test("keeps no more ended envelopes than its capacity, the first to end going first", () => {
    const book = new EnvelopeBook(3)
    book.apply(record("received", 0, { envelope: 1 }))
    for (let number = 2; number <= 6; number += 1) applyAll(book, roundTrip(number, number, 1))
    expect(book.recent(100).map(({ number }) => number)).toEqual([6, 5, 4, 1])
    expect(book.get(3)).toBeUndefined()
    expect(book.live.size).toBe(1)
    book.apply(record("expired", 9, { envelope: 1 }))
    expect(book.recent(100).map(({ number }) => number)).toEqual([6, 5, 1])
  })

  test("forgets in the order of ends, whatever the numbers, and tells how far back it reaches", () => {
    const book = new EnvelopeBook(3)
    // 3 rows have 8 cells: 9 and 17 would lie where 1 does.
    const numbers = [1, 9, 17, 2, 10, 1000, 1]
    for (const [index, number] of numbers.entries()) {
      expect(book.reachAt).toBe(index < 3 ? null : (index - 3) * 1000 + 400)
      applyAll(book, roundTrip(number, index * 1000, 1))
      const last = numbers.slice(Math.max(0, index - 2), index + 1)
      expect(last.map((one) => book.get(one)?.number)).toEqual(last)
      const gone = numbers.filter((one) => !last.includes(one))
      expect(gone.filter((one) => book.get(one) !== undefined)).toEqual([])
    }
  })

  test("begins anew", () => {
    const book = new EnvelopeBook(3)
    for (let number = 1; number <= 5; number += 1) applyAll(book, roundTrip(number, 0, 1))
    book.apply(record("received", 0, { envelope: 6 }))
    book.clear()
    expect([book.live.size, book.recent(9), book.reachAt]).toEqual([0, [], null])
    for (let number = 1; number <= 5; number += 1) applyAll(book, roundTrip(number, 0, 1))
    expect(book.recent(9).map(({ number }) => number)).toEqual([5, 4, 3])
  })

  test("a capacity that holds nothing is refused", () => {
    for (const capacity of [0, -1, 1.5, Number.NaN]) {
      expect(() => new EnvelopeBook(capacity)).toThrow(/at least 1 envelope/)
    }
  })

  test("finds the last received that match, however old the oldest live one is", () => {
    const book = new EnvelopeBook(5)
    book.apply(record("received", 0, { envelope: 1, client: 8 }))
    book.apply(record("received", 0, { envelope: 2, client: 9 }))
    for (let number = 3; number <= 1000; number += 1) applyAll(book, roundTrip(number, number, 1))
    expect(book.recent(2).map(({ number }) => number)).toEqual([1000, 999])
    expect(book.recent(6).map(({ number }) => number)).toEqual([1000, 999, 998, 997, 996, 2])
    expect(book.recent(9, ({ client }) => client > 7).map(({ number }) => number)).toEqual([2, 1])
    expect(book.recent(1, ({ client }) => client === 8).map(({ number }) => number)).toEqual([1])
  })

  test("forgets live rows on request and keeps the ended", () => {
    const book = new EnvelopeBook(5)
    applyAll(book, roundTrip(1, 0, 1))
    book.apply(record("received", 0, { envelope: 2 }))
    book.live.clear()
    expect(book.live.size).toBe(0)
    expect(book.recent(9).map(({ number }) => number)).toEqual([1])
  })

  test("goes on with a live row from elsewhere", () => {
    const elsewhere = new EnvelopeBook(5)
    applyAll(elsewhere, roundTrip(2, 10, 3).slice(0, 3))
    const book = new EnvelopeBook(5)
    book.live.adopt(copiesOf(elsewhere))
    expect([...book.live.rows]).toEqual([...elsewhere.live.rows])
    applyAll(book, roundTrip(2, 10, 3).slice(3))
    expect(book.get(2)?.state).toBe("returned")
    expect(elsewhere.get(2)?.state).toBe("at-worker")
    expect(book.live.size).toBe(0)
  })

  test("goes on inferring service where rows from elsewhere stand at their workers", () => {
    const elsewhere = new EnvelopeBook(5)
    for (const envelope of [5, 4, 3]) {
      applyAll(elsewhere, roundTrip(envelope, 100 - envelope, 7).slice(0, 3))
    }
    const book = new EnvelopeBook(5)
    book.live.adopt(copiesOf(elsewhere))
    applyAll(book, roundTrip(6, 400, 7).slice(0, 3))
    applyAll(elsewhere, roundTrip(6, 400, 7).slice(0, 3))
    expect(book.get(6)).toMatchObject({ behind: 3, serviceStartAt: null })
    for (const [turn, envelope] of [5, 4, 3, 6].entries()) {
      const reply = record("replied", 700 + turn, { envelope, worker: 7 })
      book.apply(reply)
      elsewhere.apply(reply)
    }
    const services = [5, 4, 3, 6].map((number) => book.get(number)?.serviceStartAt)
    expect(services).toEqual([295, 700, 701, 702])
    expect([...book.live.rows]).toEqual([...elsewhere.live.rows])
  })

  test("keeps inferring service for workers that stay while thousands come and go", () => {
    const book = new EnvelopeBook(5)
    applyAll(book, roundTrip(1, 0, 1).slice(0, 3))
    for (let worker = 2; worker < 3000; worker += 1) applyAll(book, roundTrip(worker, 10, worker))
    applyAll(book, roundTrip(5000, 500, 1).slice(0, 3))
    expect(book.get(5000)?.behind).toBe(1)
  })
})
