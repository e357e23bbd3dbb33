import { bucketMidUs, formatDuration, Histogram } from "@zmqscope/metrics"
import { type ChartPoint, type LatencyPoint, trendOf } from "@zmqscope/model"
import { useSettled } from "../hooks/index.js"
import { durationAxis } from "./axis.js"
import { Chart, liveChart } from "./Chart.js"
import { HeatMap } from "./HeatMap.js"
import type { Series } from "./types.js"
import { band, NO_ROUND_TRIP, recentPoints } from "./view.js"

/** Told apart by weight: colours are the workers', and red is loss. */
export const PERCENTILES: readonly Series[] = (
  [
    ["p99", "var(--ink)", 2, "p99Us"],
    ["p95", "var(--accent)", 1.6, "p95Us"],
    ["p50", "var(--ink3)", 1.6, "p50Us"],
  ] as const
).map(([name, colour, widthPx, field]) => ({
  ...band(name, name, colour, ({ latency }) => latency?.[field] ?? null),
  shape: "line",
  widthPx,
}))

/** Round trips over time, on a log scale: their percentiles, or all of them as a heat map. */
export const LatencyChart = liveChart(({ chart }) => {
  const { points, nowMs, windowMs, latencyView } = chart
  const all = points.flatMap(({ latency }) => latency ?? [])
  const isHeat = latencyView === "heat"
  const endsOf = ({ p50Us, p99Us, buckets }: LatencyPoint) =>
    isHeat ? [buckets[0], buckets.at(-2)].map((bucket = 0) => bucketMidUs(bucket)) : [p50Us, p99Us]
  const pinned = chart.pins.flatMap(({ trial }) => trial.figures.roundTripUs.p99 ?? [])
  const axis = durationAxis([...pinned, ...all.flatMap(endsOf)])
  const view = `${windowMs} ${latencyView}`
  const low = -useSettled(-axis.low, nowMs, view)
  const high = useSettled(axis.high, nowMs, view)
  return (
    <Chart
      chart={chart}
      title="Round trip"
      subtitle={isHeat ? "log, by share" : "log scale"}
      figure={(of) => `p99 ${overall(of)(0.99)}`}
      summary={summarise(recentPoints(chart), all)}
      axis={{ ...axis, low, high }}
      series={PERCENTILES}
      format={formatDuration}
      pinned={({ trial }) => trial.figures.roundTripUs.p99}
      controls={
        <button
          type="button"
          className="rounded border border-line2 px-1.5 text-tiny leading-4 text-ink2 hover:border-accent hover:text-ink aria-pressed:border-accent aria-pressed:text-ink"
          aria-pressed={isHeat}
          title="Show all round trips as a heat map"
          onClick={chart.onTurnLatencyView}
        >
          Heat map
        </button>
      }
      instead={isHeat ? <HeatMap /> : undefined}
    />
  )
})

/** Percentiles of all round trips of some points; null without one. */
function overall(points: readonly ChartPoint[]) {
  const all = new Histogram()
  for (const { latency } of points) all.addSparse(latency?.buckets ?? [])
  return (share: number) => formatDuration(all.percentile(share))
}

function summarise(recent: readonly ChartPoint[], all: readonly LatencyPoint[]): string {
  if (recent.every(({ latency }) => latency === null)) return NO_ROUND_TRIP
  const of = overall(recent)
  const trend = trendOf(all.map(({ p99Us }) => p99Us))
  return `p50 ${of(0.5)}, p95 ${of(0.95)}, p99 ${of(0.99)}, p99 ${trend}`
}
