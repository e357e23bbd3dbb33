import { formatCount, formatDuration, formatTick } from "@zmqscope/metrics"
import { type ChartPoint, isKnown, lastPoint, PLACE_WORDS, trendOf } from "@zmqscope/model"
import { max, sum } from "d3-array"
import { Chart, liveChart } from "./Chart.js"
import type { Series } from "./types.js"
import { activeSeries, band } from "./view.js"
import { useWorkerSeries } from "./worker-series.js"

export const WAITING_COLOUR = "color-mix(in oklab, var(--ink2) 80%, var(--bg))"
export const UNSEEN_COLOUR = "color-mix(in oklab, var(--ink2) 45%, var(--bg))"

const BANDS: readonly Series[] = [
  band("waiting", "waiting", WAITING_COLOUR, (point) => (isKnown(point) ? point.waiting : null)),
  band("unseen", "DEALER", UNSEEN_COLOUR, (point) => (isKnown(point) ? point.unseen : null)),
]
const OLDEST: Series = {
  id: "oldest",
  name: "oldest",
  meaning: "age of the oldest waiting",
  colour: "var(--ink)",
  shape: "line",
  dash: "4 3",
  widthPx: 1.4,
  read: (point) => (isKnown(point) ? point.oldestWaitingUs : null),
  aside: { least: 100_000, format: formatDuration },
}

/** All but the workers'. */
export const QUEUE_SERIES: readonly Series[] = [...BANDS, OLDEST]

/** Below it the line would lie on the axis. */
const LEAST_AGE_US = 10_000

const atWorkers = ({ outstanding }: ChartPoint) => sum(outstanding.values())
const depthOf = (point: ChartPoint) => point.waiting + point.unseen + atWorkers(point)

/** Where requests stand: waiting, in the DEALER, and at each worker, stacked; how old the oldest is. */
export const QueueDepthChart = liveChart(({ chart }) => {
  const { points } = chart
  const traces = useWorkerSeries(chart, ({ outstanding }) => outstanding, "area")
  const bands = activeSeries(points, [...BANDS, ...traces])
  const oldestUs = max(points, ({ oldestWaitingUs }) => oldestWaitingUs) ?? 0
  return (
    <Chart
      chart={chart}
      title="Queue depth"
      subtitle="where requests stand"
      figure={(of) => formatCount(of.slice(-1).map(depthOf)[0] ?? 0)}
      isMoment
      summary={summarise(points)}
      axis={{ least: 4, format: formatTick }}
      series={oldestUs >= LEAST_AGE_US ? [...bands, OLDEST] : bands}
      format={formatCount}
    />
  )
})

function summarise(points: readonly ChartPoint[]): string {
  const last = lastPoint(points)
  if (last === undefined) return ""
  const [waiting, unseen, there] = [last.waiting, last.unseen, atWorkers(last)].map(formatCount)
  return `${formatCount(depthOf(last))} requests, ${trendOf(points.filter(isKnown).map(depthOf))}: ${waiting} waiting, ${unseen} ${PLACE_WORDS.unseen}, ${there} at workers`
}
