import { useMemo, useState } from "react"
import { ChartFrame } from "./ChartFrame.js"
import { formatCount, formatTick } from "./format.js"
import { liveChart } from "./LiveChart.js"
import { linearScale } from "./scale.js"
import { total } from "./series.js"
import { COLOUR } from "./series-colours.js"
import { type Band, stackHeight, stackLabels } from "./stack.js"
import { trendOf } from "./trend.js"
import type { ChartPoint } from "./types.js"
import { useCeiling } from "./use-settled.js"
import { useVisible } from "./use-visible.js"
import { lastPoint } from "./view.js"
import { WorkerTraces } from "./worker-traces.js"

const WAITING: Band = {
  id: "waiting",
  name: "waiting",
  colour: COLOUR.waiting,
  shape: "area",
  read: (point) => (point.gap === null ? point.waiting : null),
}
const UNSEEN: Band = {
  id: "unseen",
  name: "in DEALER",
  colour: COLOUR.unseen,
  shape: "area",
  read: (point) => (point.gap === null ? point.unseen : null),
}
const outstandingOf = (point: ChartPoint) => point.outstanding
const depthOf = (point: ChartPoint) => point.waiting + point.unseen + total(point.outstanding)

/** Where requests stand: waiting, in the DEALER, and at each worker, stacked. */
export const QueueDepthChart = liveChart("QueueDepthChart", ({ chart }) => {
  const { points, workers, nowMs, windowMs } = chart
  const [memory] = useState(() => new WorkerTraces(outstandingOf, "area"))
  const traces = useMemo(() => memory.choose(points, workers), [memory, points, workers])
  const bands = useMemo(() => [WAITING, UNSEEN, ...traces], [traces])
  const { shown, hidden } = useVisible(bands)
  const ceiling = useCeiling(stackHeight(points, shown), 4, nowMs, windowMs)
  const last = lastPoint(points)
  const present = [
    WAITING,
    UNSEEN,
    ...traces.filter((trace) => last !== undefined && trace.isAt(last)),
  ]
  const known = points.filter((point) => point.gap === null)
  return (
    <ChartFrame
      chart={chart}
      title="Queue depth"
      subtitle="where requests stand"
      figure={last === undefined ? "" : formatCount(depthOf(last))}
      summary={summarise(last, known)}
      scale={linearScale(ceiling, formatTick)}
      series={shown}
      labels={stackLabels(points, present, hidden)}
      readout={(point) =>
        shown
          .map((band) => ({ ...band, count: band.read(point) ?? 0 }))
          .filter((band) => band.count > 0)
          .reverse()
          .map((band) => ({ ...band, value: formatCount(band.count) }))
      }
    />
  )
})

function summarise(last: ChartPoint | undefined, known: readonly ChartPoint[]): string {
  if (last === undefined) return ""
  const atWorkers = formatCount(total(last.outstanding))
  const parts = `${formatCount(last.waiting)} waiting, ${formatCount(last.unseen)} in the DEALER, ${atWorkers} at workers`
  return `${formatCount(depthOf(last))} requests, ${trendOf(known.map(depthOf))}: ${parts}`
}
