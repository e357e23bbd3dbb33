import { bucketOf, emptyStep, FINE_STEP_MS } from "@zmqscope/metrics"
import type { HistoryStep } from "@zmqscope/protocol"
import { expect, test } from "vitest"
import { windowFigures } from "./window-figures.js"

function step(figures: Partial<HistoryStep>): HistoryStep {
  return { ...emptyStep(0, FINE_STEP_MS), ...figures }
}

test("steps add up to a rate, percentiles and idle time", () => {
  const figures = windowFigures([
    step({
      returned: 99,
      latency: [bucketOf(1000), 99],
      workers: [[0, 99, 0, 0, 40_000, 100_000]],
    }),
    step({ returned: 1, latency: [bucketOf(50_000), 1], workers: [[1, 1, 0, 0, 60_000, 100_000]] }),
  ])
  expect(figures.roundTrips).toBe(100)
  expect(figures.perSecond).toBe(500)
  expect(figures.p99Ms).toBeCloseTo(1, 1)
  expect(figures.idleWhileQueuedSeconds).toBeCloseTo(0.1)
})

test("a window without a round trip has no percentiles", () => {
  expect(windowFigures([step({})])).toMatchObject({ perSecond: 0, p50Ms: null, p99Ms: null })
  expect(windowFigures([])).toMatchObject({ perSecond: 0, p99Ms: null })
})
