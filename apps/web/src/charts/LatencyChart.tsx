import { bucketMidUs } from "@zmqscope/metrics"
import { max, min } from "d3-array"
import { formatDuration, formatDurationTick } from "../format.js"
import type { ChartPoint, LatencyPoint } from "../model/index.js"
import { useDecades } from "./axis.js"
import { Chart } from "./Chart.js"
import { HeatMap } from "./HeatMap.js"
import { liveChart } from "./live-chart.js"
import type { Series } from "./types.js"
import { NO_ROUND_TRIP, recentPoints, trendOf } from "./view.js"

/** Told apart by weight: colours are the workers', and red is loss. */
export const PERCENTILES: readonly Series[] = [
  percentile("p99", "var(--ink)", 2, ({ p99Us }) => p99Us),
  percentile("p95", "var(--accent)", 1.6, ({ p95Us }) => p95Us),
  percentile("p50", "var(--ink3)", 1.6, ({ p50Us }) => p50Us),
]

/** Round trips over time, on a log scale: their percentiles, or all of them as a heat map. */
export const LatencyChart = liveChart("LatencyChart", ({ chart }) => {
  const { points, nowMs, windowMs, latencyView } = chart
  const all = points.flatMap(({ latency }) => latency ?? [])
  const isHeat = latencyView === "heat"
  const lowest = min(
    all,
    isHeat ? ({ buckets }) => bucketMidUs(buckets[0] ?? 0) : ({ p50Us }) => p50Us,
  )
  const highest = max(
    all,
    isHeat ? ({ buckets }) => bucketMidUs(buckets.at(-2) ?? 0) : ({ p99Us }) => p99Us,
  )
  const view = `${windowMs} ${latencyView}`
  const ends = useDecades([lowest ?? 1000, highest ?? 100_000], nowMs, view)
  return (
    <Chart
      chart={chart}
      title="Round trip"
      subtitle={isHeat ? "log, by share" : "log scale"}
      figure={(of) => `p99 ${formatDuration(lastOf(of)?.p99Us)}`}
      summary={summarise(lastOf(recentPoints(chart)), all)}
      axis={{ kind: "log", ...ends, format: formatDurationTick }}
      series={PERCENTILES}
      format={formatDuration}
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
      instead={isHeat ? (plot) => <HeatMap plot={plot} points={points} /> : undefined}
    />
  )
})

function lastOf(points: readonly ChartPoint[]): LatencyPoint | null {
  return points.findLast(({ latency }) => latency !== null)?.latency ?? null
}

function percentile(
  name: string,
  colour: string,
  widthPx: number,
  of: (latency: LatencyPoint) => number,
): Series {
  const read: Series["read"] = ({ latency }) => latency && of(latency)
  return { id: name, name, colour, widthPx, shape: "line", read }
}

function summarise(last: LatencyPoint | null, all: readonly LatencyPoint[]): string {
  if (last === null) return NO_ROUND_TRIP
  const [p50, p95, p99] = [last.p50Us, last.p95Us, last.p99Us].map(formatDuration)
  return `p50 ${p50}, p95 ${p95}, p99 ${p99}, p99 ${trendOf(all.map(({ p99Us }) => p99Us))}`
}
