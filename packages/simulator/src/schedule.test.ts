import type { Arrivals } from "@zmqscope/protocol"
import { expect, test } from "vitest"
import { schedule } from "./schedule.js"

function dueTimes(arrivals: Arrivals, count: number, seed = 1, client = "client-1"): number[] {
  const due = schedule(seed, { client, arrivals })
  return Array.from({ length: count }, () => due.next().value)
}

function gapsOf(times: readonly number[]): number[] {
  return times.slice(1).map((at, index) => at - (times[index] ?? 0))
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

const EVERY: readonly Arrivals[] = [
  { process: "poisson", perSecond: 100 },
  { process: "even", perSecond: 100 },
  { process: "bursts", perBurst: 3, everyMs: 50 },
  { process: "ramp", fromPerSecond: 10, toPerSecond: 100, overMs: 5000 },
]

test.each(EVERY)("$process: the same for the same seed and settings, and for no other", (given) => {
  const times = dueTimes(given, 500)
  expect(dueTimes(given, 500)).toEqual(times)
  expect(times).toEqual(times.toSorted((one, other) => one - other))
  expect(dueTimes(given, 500, 2)).not.toEqual(times)
  expect(dueTimes(given, 500, 1, "client-2")).not.toEqual(times)
})

test("Poisson arrivals: gaps of the right mean, as spread as they are long", () => {
  const gaps = gapsOf(dueTimes({ process: "poisson", perSecond: 200 }, 20_000))
  const meanMs = mean(gaps)
  const deviation = Math.sqrt(mean(gaps.map((gap) => (gap - meanMs) ** 2)))
  expect(meanMs / 5).toBeCloseTo(1, 1)
  expect(deviation / meanMs).toBeCloseTo(1, 1)
})

test("even arrivals: all gaps alike, the first at random within one", () => {
  const times = dueTimes({ process: "even", perSecond: 100 }, 100)
  expect(times[0]).toBeLessThan(10)
  for (const gap of gapsOf(times)) expect(gap).toBeCloseTo(10, 6)
})

test("bursts: so many at once, so long apart", () => {
  const times = dueTimes({ process: "bursts", perBurst: 3, everyMs: 50 }, 9)
  expect(new Set(times).size).toBe(3)
  expect(gapsOf([...new Set(times)]).map(Math.round)).toEqual([50, 50])
})

test.each([
  [10, 110],
  [110, 10],
  [50, 50],
])(
  "a ramp from %i to %i a second: as many as the rate's integral says, and then evenly",
  (from, to) => {
    const ramp: Arrivals = {
      process: "ramp",
      fromPerSecond: from,
      toPerSecond: to,
      overMs: 100_000,
    }
    const times = dueTimes(ramp, 20_000)
    const within = (startMs: number, endMs: number) =>
      times.filter((at) => at >= startMs && at < endMs).length
    const half = ((from + to) / 2) * 50
    const first = (half + from * 50) / 2
    expect(within(0, 50_000) / first).toBeCloseTo(1, 0.5)
    expect(within(0, 100_000) / (2 * half)).toBeCloseTo(1, 1)
    expect(within(100_000, 150_000) / (to * 50)).toBeCloseTo(1, 0.5)
  },
)
