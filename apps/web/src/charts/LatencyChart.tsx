import { bucketMidUs } from "@zmqscope/metrics"
import { formatDuration } from "../format.js"
import { ChartFrame } from "./ChartFrame.js"
import type { SeriesLabel } from "./EndLabels.js"
import { formatDurationTick } from "./format.js"
import { HeatMap } from "./HeatMap.js"
import { liveChart } from "./LiveChart.js"
import { mean } from "./mean.js"
import { logScale } from "./scale.js"
import { trendOf } from "./trend.js"
import type { ChartPoint, LatencyPoint } from "./types.js"
import { useDecades } from "./use-settled.js"
import { useVisible } from "./use-visible.js"
import { NO_ROUND_TRIP, recentPoints } from "./view.js"

interface Percentile {
  readonly id: string
  readonly name: string
  readonly colour: string
  readonly widthPx: number
  readonly shape: "line"
  readonly read: (point: ChartPoint) => number | null
}

/** Told apart by weight: colours are the workers', and red is loss. */
export const PERCENTILES: readonly Percentile[] = [
  percentile("p99", "var(--ink)", 2, (latency) => latency.p99Us),
  percentile("p95", "var(--accent)", 1.6, (latency) => latency.p95Us),
  percentile("p50", "var(--ink3)", 1.6, (latency) => latency.p50Us),
]
const TAIL_POINTS = 6

const NO_SERIES: readonly Percentile[] = []

/** Round trips over time, on a log scale: their percentiles, or all of them as a heat map. */
export const LatencyChart = liveChart("LatencyChart", ({ chart }) => {
  const { points, nowMs, windowMs } = chart
  const shown = useVisible(PERCENTILES, chart.hidden)
  const known = points.filter((point) => point.latency !== null)
  const latencies = known.flatMap(({ latency }) => (latency === null ? [] : [latency]))
  const last = recentPoints(points).findLast(({ latency }) => latency !== null)?.latency
  const isHeat = chart.latencyView === "heat"
  const lowest = isHeat ? lowestUs : ({ p50Us }: LatencyPoint) => p50Us
  const highest = isHeat ? highestUs : ({ p99Us }: LatencyPoint) => p99Us
  const { low, high } = useDecades(
    latencies.length === 0 ? 1000 : Math.max(Math.min(...latencies.map(lowest)), 1),
    latencies.length === 0 ? 100_000 : Math.max(...latencies.map(highest)),
    nowMs,
    `${windowMs} ${chart.latencyView}`,
  )
  const scale = logScale(low, high, formatDurationTick)
  return (
    <ChartFrame
      chart={chart}
      title="Round trip"
      subtitle={isHeat ? "share of all, log" : "log scale"}
      figure={`p99 ${formatDuration(last?.p99Us)}`}
      summary={last ? summarise(last, latencies) : NO_ROUND_TRIP}
      scale={scale}
      series={isHeat ? NO_SERIES : shown}
      labels={isHeat ? [] : PERCENTILES.map((one) => labelOf(one, known))}
      readout={(point) =>
        (isHeat ? PERCENTILES : shown).map((one) => {
          const us = one.read(point)
          return { ...one, value: us === null ? "none" : formatDuration(us) }
        })
      }
      controls={<HeatToggle on={isHeat} onTurn={chart.onTurnLatencyView} />}
      backdrop={(plot, span) =>
        isHeat && <HeatMap plot={plot} span={span} scale={scale} points={points} />
      }
    />
  )
})

function HeatToggle({ on, onTurn }: { on: boolean; onTurn: () => void }) {
  return (
    <button
      type="button"
      className="chart-toggle"
      aria-pressed={on}
      title="Show all round trips as a heat map"
      onClick={onTurn}
    >
      Heat map
    </button>
  )
}

function labelOf(one: Percentile, known: readonly ChartPoint[]): SeriesLabel {
  return {
    ...one,
    at: mean(known.slice(-TAIL_POINTS).map((point) => one.read(point) ?? 0)),
    weight: 1,
  }
}

function lowestUs({ buckets }: LatencyPoint): number {
  return bucketMidUs(buckets[0] ?? 0)
}

function highestUs({ buckets }: LatencyPoint): number {
  return bucketMidUs(buckets.at(-2) ?? 0)
}

function percentile(
  name: string,
  colour: string,
  widthPx: number,
  of: (latency: LatencyPoint) => number,
): Percentile {
  const read = ({ latency }: ChartPoint) => (latency === null ? null : of(latency))
  return { id: name, name, colour, widthPx, shape: "line", read }
}

function summarise(last: LatencyPoint, all: readonly LatencyPoint[]): string {
  const figures = [
    `p50 ${formatDuration(last.p50Us)}`,
    `p95 ${formatDuration(last.p95Us)}`,
    `p99 ${formatDuration(last.p99Us)}`,
  ]
  return `${figures.join(", ")}, p99 ${trendOf(all.map(({ p99Us }) => p99Us))}`
}
