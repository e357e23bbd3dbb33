import { ChartFrame } from "./ChartFrame.js"
import { formatDuration, formatDurationTick } from "./format.js"
import { liveChart } from "./LiveChart.js"
import { mean } from "./mean.js"
import { logScale } from "./scale.js"
import { trendOf } from "./trend.js"
import type { ChartPoint, LatencyPoint } from "./types.js"
import { useDecades } from "./use-settled.js"
import { useVisible } from "./use-visible.js"

interface Percentile {
  readonly id: string
  readonly name: string
  readonly colour: string
  readonly widthPx: number
  readonly shape: "line"
  readonly read: (point: ChartPoint) => number | null
}

/** Told apart by weight: colours are the workers', and red is loss. */
const PERCENTILES: readonly Percentile[] = [
  percentile("p99", "var(--ink)", 2, (latency) => latency.p99Us),
  percentile("p95", "var(--accent)", 1.6, (latency) => latency.p95Us),
  percentile("p50", "var(--ink3)", 1.6, (latency) => latency.p50Us),
]
const TAIL_POINTS = 6

/** Round trips over time: percentiles on a log scale. */
export const LatencyChart = liveChart("LatencyChart", ({ chart }) => {
  const { points, nowMs, windowMs } = chart
  const { shown } = useVisible(PERCENTILES)
  const known = points.flatMap((point) => (point.latency === null ? [] : [point]))
  const latencies = known.flatMap(({ latency }) => (latency === null ? [] : [latency]))
  const last = latencies.at(-1)
  const lowest = Math.min(...latencies.map(({ p50Us }) => p50Us), last?.p50Us ?? 1000)
  const highest = Math.max(...latencies.map(({ p99Us }) => p99Us), last?.p99Us ?? 100_000)
  const { low, high } = useDecades(Math.max(lowest, 1), highest, nowMs, windowMs)
  return (
    <ChartFrame
      chart={chart}
      title="Round trip"
      subtitle="p50, p95, p99, log scale"
      figure={last === undefined ? "" : `p99 ${formatDuration(last.p99Us)}`}
      summary={last === undefined ? "" : summarise(last, latencies)}
      scale={logScale(low, high, formatDurationTick)}
      series={shown}
      labels={PERCENTILES.map((one) => ({
        ...one,
        at: mean(known.slice(-TAIL_POINTS).map((point) => one.read(point) ?? 0)),
        weight: 1,
      }))}
      readout={(point) =>
        shown.map((one) => {
          const us = one.read(point)
          return { ...one, value: us === null ? "none" : formatDuration(us) }
        })
      }
    />
  )
})

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
