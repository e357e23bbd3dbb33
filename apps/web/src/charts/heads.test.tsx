import { bucketOf, UNKNOWN } from "@zmqscope/metrics"
import { type ChartPoint, gapPoint } from "@zmqscope/model"
import { renderToStaticMarkup } from "react-dom/server"
import { expect, test } from "vitest"
import { LatencyChart } from "./LatencyChart.js"
import { LatencySplitChart } from "./LatencySplitChart.js"
import { ThroughputChart } from "./ThroughputChart.js"
import type { ChartProps } from "./types.js"

const ROUND_TRIP: Partial<ChartPoint> = {
  returnedPerSecond: 2,
  served: new Map([[0, 2]]),
  latency: { p50Us: 4000, p95Us: 4000, p99Us: 4200, buckets: [bucketOf(4200), 1] },
  split: {
    count: 1,
    earlierUs: 500,
    waitingUs: 500,
    unseenUs: 0,
    backlogUs: 0,
    serviceUs: 3000,
    returnUs: 0,
  },
}

/** A minute in slots of half a second; a round trip ended in the one that ends at `at`. */
function chartOf(at: number): ChartProps {
  const points = Array.from({ length: 120 }, (_, slot) => {
    const t = (slot + 1) * 500
    return { ...gapPoint(t, 500, "away", 0), gap: null, ...(t === at ? ROUND_TRIP : {}) }
  })
  return {
    points,
    workers: [{ series: 0, index: 0, name: "worker-1" }],
    markers: [],
    pins: [],
    windowMs: 60_000,
    nowMs: 60_000,
    frozen: false,
    reachMs: null,
    span: null,
    onSelectSpan: () => {},
    hidden: new Set(),
    latencyView: "percentiles",
    onTurnLatencyView: () => {},
  }
}

test.each([
  [LatencyChart, "p99 4.2 ms", `p99 ${UNKNOWN}`],
  [LatencySplitChart, "4.0 ms", UNKNOWN],
  [ThroughputChart, "0.5/s", "0/s"],
])("heads tell of the last moment, and of nothing older", (Chart, now, later) => {
  const figureAt = (at: number) =>
    /<output[^>]*>([^<]*)/.exec(renderToStaticMarkup(<Chart {...chartOf(at)} />))?.[1]
  expect(figureAt(58_500)).toBe(now)
  expect(figureAt(50_000)).toBe(later)
})

test("heads say what their figures are over", () => {
  const head = (windowMs: number) =>
    renderToStaticMarkup(<LatencyChart {...chartOf(58_500)} windowMs={windowMs} />)
  expect(head(60_000)).toContain(">last 2 s</small>")
  expect(head(3_600_000)).toContain(">last 20 s</small>")
})
