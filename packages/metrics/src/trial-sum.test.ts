import { describe, expect, test } from "vitest"
import { bucketMidUs, bucketOf } from "./buckets.js"
import { emptyStep, FINE_STEP_MS } from "./steps.js"
import { leastRoundTrips, TrialSum } from "./trial-sum.js"

function step(startMs: number, roundTrips: readonly number[] = []) {
  const made = emptyStep(startMs, FINE_STEP_MS)
  made.latency = roundTrips.flatMap((us) => [bucketOf(us), 1])
  made.returned = roundTrips.length
  made.received = roundTrips.length
  return made
}

test("a percentile needs as many round trips as it has parts", () => {
  expect([0.5, 0.95, 0.99].map(leastRoundTrips)).toEqual([2, 20, 100])
})

describe("a trial's sum", () => {
  test("knows nothing before a step", () => {
    const figures = new TrialSum().figures()
    expect(figures).toMatchObject({ watchedMs: 0, returnedPerSecond: null, busyShare: null })
    expect(figures.roundTripUs).toEqual({ p50: null, p95: null, p99: null })
  })

  test("has rates over the time that was watched, not over a hole in it", () => {
    const sum = new TrialSum()
    sum.add(step(0, [1000, 1000]))
    sum.add(step(10_000, [1000, 1000]))
    expect(sum.figures()).toMatchObject({ watchedMs: 200, returnedPerSecond: 20, roundTrips: 4 })
  })

  test("says no percentile of too few round trips, and each of enough", () => {
    const sum = new TrialSum()
    const some = Array.from({ length: 99 }, () => 1000)
    sum.add(step(0, some))
    const mid = bucketMidUs(bucketOf(1000))
    expect(sum.figures().roundTripUs).toEqual({ p50: mid, p95: mid, p99: null })
    sum.add(step(100, [50_000]))
    expect(sum.figures().roundTripUs.p99).toBe(mid)
    sum.add(step(200, [50_000]))
    expect(sum.figures().roundTripUs.p99).toBe(bucketMidUs(bucketOf(50_000)))
  })

  test("adds up what workers did, those that went too, and what was lost", () => {
    const sum = new TrialSum()
    const one = step(0)
    one.workers = [
      [0, 3, 1, 50_000, 10_000, 100_000],
      [1, 3, 1, 100_000, 0, 100_000],
    ]
    one.lost = 4
    const two = step(100)
    two.workers = [[0, 3, 0, 50_000, 20_000, 100_000]]
    two.requeued = 2
    sum.add(one)
    sum.add(two)
    expect(sum.figures()).toMatchObject({ idleWhileQueuedUs: 30_000, lost: 4, requeued: 2 })
    expect(sum.figures().busyShare).toBeCloseTo(2 / 3)
  })
})
