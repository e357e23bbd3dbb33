import type { ServiceTime } from "@zmqscope/protocol"
import { expect, test } from "vitest"
import { randomSource } from "./random.js"
import { drawServiceTimeMs, LONGEST_DRAW_MS } from "./service-time.js"

function draws(serviceTime: ServiceTime, count = 20_000, peer = "worker-1", seed = 7): number[] {
  const random = randomSource(seed, peer, "service")
  return Array.from({ length: count }, () => drawServiceTimeMs(serviceTime, random))
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

test("fixed is always the same", () => {
  expect(new Set(draws({ distribution: "fixed", ms: 12.5 }, 10))).toEqual(new Set([12.5]))
})

test("uniform stays within its bounds and fills them", () => {
  const values = draws({ distribution: "uniform", minMs: 10, maxMs: 30 })
  expect(Math.min(...values)).toBeGreaterThanOrEqual(10)
  expect(Math.max(...values)).toBeLessThan(30)
  expect(Math.abs(mean(values) - 20)).toBeLessThan(0.2)
})

test("exponential has its mean, and the median of an exponential", () => {
  const values = draws({ distribution: "exponential", meanMs: 20 })
  expect(Math.abs(mean(values) - 20)).toBeLessThan(0.5)
  expect(Math.abs(median(values) - 20 * Math.LN2)).toBeLessThan(0.5)
})

test("log-normal has its median, and the mean that its sigma gives", () => {
  const values = draws({ distribution: "log-normal", medianMs: 20, sigma: 0.6 })
  expect(Math.abs(median(values) - 20)).toBeLessThan(0.5)
  expect(Math.abs(mean(values) - 20 * Math.exp(0.6 ** 2 / 2))).toBeLessThan(0.7)
})

test("times of 0 are drawn as 0", () => {
  expect(draws({ distribution: "exponential", meanMs: 0 }, 3)).toEqual([0, 0, 0])
  expect(draws({ distribution: "log-normal", medianMs: 0, sigma: 1 }, 3)).toEqual([0, 0, 0])
})

test("no draw is longer than a timer can hold", () => {
  const values = draws({ distribution: "log-normal", medianMs: 60_000, sigma: 3 })
  expect(Math.max(...values)).toBe(LONGEST_DRAW_MS)
})

test("the same seed and peer draw the same; another seed or peer does not", () => {
  const serviceTime: ServiceTime = { distribution: "exponential", meanMs: 20 }
  const first = draws(serviceTime, 5)
  expect(draws(serviceTime, 5)).toEqual(first)
  expect(draws(serviceTime, 5, "worker-2")).not.toEqual(first)
  expect(draws(serviceTime, 5, "worker-1", 8)).not.toEqual(first)
})
