import type { Envelope } from "@zmqscope/protocol"
import { expect, test } from "vitest"
import { EndedEnvelopes } from "./ended-envelopes.js"

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

test("tells how far back it reaches once it is full", () => {
  const kept = new EndedEnvelopes(2)
  kept.add(ended(1, { endedAt: 51 }))
  expect(kept.reachAt).toBeNull()
  kept.add(ended(2, { endedAt: 52 }))
  expect(kept.reachAt).toBe(51)
  kept.add(ended(3, { endedAt: 53 }))
  expect(kept.reachAt).toBe(52)
})

test("gives back what was put in, whatever was not reached", () => {
  const rows = [
    ended(1),
    ended(2, { state: "undeliverable", worker: 0, sizeBytes: 0, replySizeBytes: 0 }),
    ended(3, {
      state: "lost",
      cause: "silent",
      replySizeBytes: null,
      repliedAt: null,
      serviceStartAt: null,
    }),
    ended(4, { state: "expired", worker: null, handedAt: null, dealtAt: null }),
    ended(5, {
      attempt: 1,
      earlierAttempts: [
        {
          worker: null,
          handedAt: 11,
          dealtAt: null,
          repliedAt: null,
          requeuedAt: 12,
          cause: "left",
        },
      ],
    }),
  ]
  const kept = new EndedEnvelopes(10)
  for (const row of rows) kept.add(row)
  expect(rows.map(({ number }) => kept.get(number))).toEqual(rows)
  expect(kept.size).toBe(5)
  expect(kept.numbers).toEqual([1, 2, 3, 4, 5])
  expect(kept.get(6)).toBeUndefined()
  expect(kept.get(0)).toBeUndefined()
})

test("what is given back is a copy of what was put in", () => {
  const kept = new EndedEnvelopes(2)
  const row = ended(1)
  kept.add(row)
  row.state = "lost"
  expect(kept.get(1)?.state).toBe("returned")
})

test("past the capacity those that ended first go, whatever their numbers", () => {
  const kept = new EndedEnvelopes(3)
  const attempts = [
    { worker: 1, handedAt: 1, dealtAt: 1, repliedAt: null, requeuedAt: 2, cause: null },
  ]
  // 3 slots have 8 cells: 9 and 17 would lie where 1 does.
  const numbers = [1, 9, 17, 2, 10, 1000, 1]
  for (const [index, number] of numbers.entries()) {
    kept.add(ended(number, { earlierAttempts: attempts }))
    const last = numbers.slice(Math.max(0, index - 2), index + 1)
    expect(last.map((one) => kept.get(one)?.number)).toEqual(last)
    expect(new Set(kept.numbers)).toEqual(new Set(last))
    const gone = numbers.filter((one) => !last.includes(one))
    expect(gone.filter((one) => kept.get(one) !== undefined)).toEqual([])
  }
  expect(kept.size).toBe(3)
})

test("a capacity that holds nothing is refused", () => {
  for (const capacity of [0, -1, 1.5, Number.NaN]) {
    expect(() => new EndedEnvelopes(capacity)).toThrow(/at least 1 envelope/)
  }
})
