import { useMemo, useState } from "react"
import { formatRate } from "../format.js"
import { ChartFrame } from "./ChartFrame.js"
import { fullName } from "./EndLabels.js"
import { formatTick } from "./format.js"
import { liveChart } from "./LiveChart.js"
import { mean } from "./mean.js"
import { linearScale } from "./scale.js"
import { total } from "./series.js"
import { trendOf } from "./trend.js"
import type { ChartPoint } from "./types.js"
import { useCeiling } from "./use-settled.js"
import { useVisible } from "./use-visible.js"
import { lastPoint, recentPoints } from "./view.js"
import { type WorkerTrace, WorkerTraces } from "./worker-traces.js"

const servedOf = (point: ChartPoint) => point.served

/** Replies per second, a line for each worker. */
export const ThroughputChart = liveChart("ThroughputChart", ({ chart }) => {
  const { points, workers, nowMs, windowMs } = chart
  const [memory] = useState(() => new WorkerTraces(servedOf, "line"))
  const traces = useMemo(() => memory.choose(points, workers), [memory, points, workers])
  const shown = useVisible(traces, chart.hidden)
  const ceiling = useCeiling(highest(points, shown), 4, nowMs, windowMs)
  const last = lastPoint(points)
  const known = points.filter((point) => point.gap === null)
  const recent = recentPoints(points)
  const rate = mean(recent.map((point) => total(point.served)))
  return (
    <ChartFrame
      chart={chart}
      title="Throughput"
      subtitle="replies per second"
      figure={last === undefined ? "" : `${formatRate(rate)}/s`}
      summary={`${formatRate(rate)} replies per second, ${trendOf(known.map((point) => total(point.served)))}, from ${last?.served.size ?? 0} workers`}
      scale={linearScale(ceiling, formatTick)}
      series={shown}
      labels={traces
        .filter((trace) => last !== undefined && trace.isAt(last))
        .map((trace) => ({
          ...trace,
          at: mean(recent.map((point) => trace.read(point) ?? 0)),
          weight: mean(known.map((point) => trace.read(point) ?? 0)),
        }))}
      readout={(point) =>
        shown
          .filter((trace) => trace.isAt(point))
          .map((trace) => ({ ...trace, rate: trace.read(point) ?? 0 }))
          .sort((one, other) => other.rate - one.rate)
          .map((trace) => ({
            ...trace,
            name: fullName(trace),
            value: `${formatRate(trace.rate)}/s`,
          }))
      }
    />
  )
})

function highest(points: readonly ChartPoint[], traces: readonly WorkerTrace[]): number {
  let most = 0
  for (const point of points) {
    for (const trace of traces) most = Math.max(most, trace.read(point) ?? 0)
  }
  return most
}
