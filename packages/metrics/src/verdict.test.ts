import { expect, it } from "vitest"
import { verdict } from "./verdict.js"

it("gives the lead to the lane of the lower latency, and says that six rounds alike are no chance", () => {
  const found = verdict("p99Us", [
    [300, 310, 290, 305, 320, 300],
    [60, 70, 65, 60, 62, 70],
  ])
  expect(found.leader).toBe(1)
  expect(found.chance).toBe(2 / 64)
  expect(found.isMoreThanNoise).toBe(true)
  expect(found.lanes[1]).toEqual({ mean: 64.5, min: 60, max: 70 })
})

it("gives it to the lane of the higher throughput", () => {
  expect(verdict("returnedPerSecond", [[10], [20]]).leader).toBe(1)
})

it("calls no difference of few rounds more than noise", () => {
  const found = verdict("p99Us", [
    [300, 310, 290, 305, 320],
    [60, 70, 65, 60, 62],
  ])
  expect(found.chance).toBe(2 / 32)
  expect(found.isMoreThanNoise).toBe(false)
})

it("calls what goes now this way, now that, noise", () => {
  // Of the eight ways to set the signs of 4, -3 and 2, those with a sum of 3 or more either way:
  // all but 4-3-2 = -1 and 1, its mirror.
  const found = verdict("p50Us", [
    [14, 7, 12],
    [10, 10, 10],
  ])
  expect(found.leader).toBe(1)
  expect(found.chance).toBe(6 / 8)
})

it("holds the leader against the next one only", () => {
  const same = [5, 5, 5, 5, 5, 5]
  const found = verdict("lost", [same.map(() => 100), same, same.map((value) => value + 1)])
  expect(found.leader).toBe(1)
  expect(found.chance).toBe(2 / 64)
})

it("names no leader where the best are equal, or but one has a figure", () => {
  expect(verdict("lost", [[0], [0]])).toMatchObject({ leader: null, chance: null })
  expect(verdict("p99Us", [[null], [7]])).toMatchObject({ leader: null, lanes: [null, {}] })
})

it("compares the rounds in which both have a figure", () => {
  const found = verdict("p99Us", [
    [1, null, 1],
    [2, 2, 2],
  ])
  expect(found.chance).toBe(2 / 4)
})
