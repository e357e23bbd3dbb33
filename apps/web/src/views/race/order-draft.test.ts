import { DEFAULT_RACE } from "@zmqscope/protocol"
import { expect, test } from "vitest"
import { draftOf, withLane, workersOf } from "./order-draft.js"

test("what a race comes with is set as it is, and set back to the same", () => {
  const draft = draftOf(DEFAULT_RACE.workers)
  expect(draft).toMatchObject({ count: 4, slowMs: 50 })
  expect(workersOf(draft)).toEqual(DEFAULT_RACE.workers)
})

test("workers are alike unless one is slow, and a lone one is either", () => {
  const serviceTime = { distribution: "fixed", ms: 5 } as const
  const alike = workersOf({ count: 3, serviceTime, slowMs: null })
  expect(draftOf(alike)).toEqual({ count: 3, serviceTime, slowMs: null })
  expect(workersOf({ count: 1, serviceTime, slowMs: 80 })).toHaveLength(1)
})

test("a lane more deals as none does yet, and there are four at most", () => {
  const three = withLane(DEFAULT_RACE.lanes)
  const four = withLane(three)
  expect(new Set(four.map(({ dealing }) => dealing)).size).toBe(4)
  expect(withLane(four)).toEqual(four)
})
