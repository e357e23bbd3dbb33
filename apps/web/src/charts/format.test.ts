import { expect, test } from "vitest"
import {
  formatAge,
  formatCount,
  formatDuration,
  formatDurationTick,
  formatRate,
  formatTick,
} from "./format.js"

test.each([
  [850, "850 µs"],
  [4200, "4.2 ms"],
  [9960, "10 ms"],
  [412_300, "412 ms"],
  [999_900, "1 s"],
  [1_620_000, "1.6 s"],
  [120_000_000, "120 s"],
])("a duration of %d us reads %s", (us, text) => {
  expect(formatDuration(us)).toBe(text)
})

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

test("rates have a decimal below ten, counts have separators, large ticks are short", () => {
  expect([0.84, 9.4, 9.97, 1284].map(formatRate)).toEqual(["0.8", "9.4", "10", "1,284"])
  expect(formatCount(1284)).toBe("1,284")
  expect([2.5, 1200, 40_000, 1_500_000].map(formatTick)).toEqual(["2.5", "1,200", "40k", "1.5M"])
})
