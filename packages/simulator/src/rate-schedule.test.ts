import { expect, test } from "vitest"
import { LONGEST_CATCH_UP_MS, RateSchedule } from "./rate-schedule.js"

const half = () => 0.5

test("requests are due at even distances after a random first", () => {
  const schedule = new RateSchedule(10, half)
  expect(schedule.takeNext(1000)).toBe(50)
  expect(schedule.takeNext(1050)).toBe(100)
})

test("a late reply delays only the request that awaited it", () => {
  const schedule = new RateSchedule(10, half)
  schedule.takeNext(0)
  expect(schedule.takeNext(180)).toBe(0)
  expect(schedule.takeNext(181)).toBe(69)
})

test("distances below a millisecond add up to the rate", () => {
  const schedule = new RateSchedule(3000, half)
  let nowMs = 0
  for (let request = 0; request < 3000; request += 1) nowMs += schedule.takeNext(nowMs)
  expect(nowMs).toBeGreaterThan(998)
  expect(nowMs).toBeLessThan(1001)
})

test("after a long silence at most a second is caught up on", () => {
  const schedule = new RateSchedule(10, half)
  schedule.takeNext(0)
  const nowMs = 60_000
  let atOnce = 0
  while (schedule.takeNext(nowMs) === 0) atOnce += 1
  expect(atOnce).toBe(LONGEST_CATCH_UP_MS / 100 + 1)
})

test("even a slow client begins within a second", () => {
  expect(new RateSchedule(0.01, () => 0.99).takeNext(0)).toBe(990)
})
