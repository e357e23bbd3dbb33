import { expect, test } from "vitest"
import { confidence, median, percentile, ratiosPerPair, spread } from "./statistics.js"

test("the median of an odd count is the middle value, whatever the order", () => {
  expect(median([30, 1, 2])).toBe(2)
})

test("the median of an even count is the mean of the two in the middle", () => {
  expect(median([4, 1, 100, 2])).toBe(3)
})

test("nothing has no median, spread or percentile", () => {
  expect(() => median([])).toThrow(RangeError)
  expect(() => spread([])).toThrow(RangeError)
  expect(() => percentile([], 0.5)).toThrow(RangeError)
})

test("a spread is the median with its extremes", () => {
  expect(spread([0.9, 0.7, 0.8])).toEqual({ median: 0.8, min: 0.7, max: 0.9 })
})

test("percentiles are nearest-rank: values that were measured", () => {
  const values = Array.from({ length: 100 }, (_, index) => 100 - index)
  expect(percentile(values, 0.5)).toBe(50)
  expect(percentile(values, 0.99)).toBe(99)
  expect(percentile(values, 1)).toBe(100)
  expect(percentile([7], 0.01)).toBe(7)
})

test("ratios are taken within pairs, so that a slow moment cancels out", () => {
  expect(ratiosPerPair([80, 8], [100, 10])).toEqual([0.8, 0.8])
})

test("what are no pairs has no ratios", () => {
  expect(() => ratiosPerPair([1], [1, 2])).toThrow(RangeError)
})

test("a confidence interval is Student's", () => {
  // t(9, 97.5 %) = 2.262
  const { mean, halfWidth } = confidence([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  expect(mean).toBe(5.5)
  expect(halfWidth).toBeCloseTo((2.262 * 3.02765) / Math.sqrt(10), 2)
})
