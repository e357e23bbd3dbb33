import { expect, test } from "vitest"
import { formatAge, formatDurationTick, formatTick } from "./format.js"

test.each([
  [12_000, "12 ms"],
  [360_000, "0.4 s"],
  [75_000_000, "75 s"],
])("an age of %d us reads %s", (us, text) => {
  expect(formatAge(us)).toBe(text)
})

test("ticks of durations say each unit once", () => {
  const ticks = [100, 1000, 10_000, 100_000, 1_000_000]
  expect(ticks.map((us) => formatDurationTick(us, us === 100))).toEqual([
    "100 µs",
    "1 ms",
    "10",
    "100",
    "1 s",
  ])
})

test("a tick that says its unit is as short as its value is round", () => {
  expect([500, 1000, 2500, 1_500_000].map((us) => formatDurationTick(us, true))).toEqual([
    "500 µs",
    "1 ms",
    "2.5 ms",
    "1.5 s",
  ])
})

test("large ticks are short", () => {
  expect([2.5, 1200, 40_000, 1_500_000].map(formatTick)).toEqual(["2.5", "1,200", "40k", "1.5M"])
})
