import { formatDuration, formatDurationTick } from "../format.js"
import type { ChartPoint, SplitPoint } from "../model/index.js"
import { useCeiling } from "./axis.js"
import { Chart } from "./Chart.js"
import { liveChart } from "./live-chart.js"
import { COLOUR, type Series } from "./types.js"
import { activeSeries, NO_ROUND_TRIP, recentPoints, stackHeight, trendOf } from "./view.js"

/** What a mean round trip is made of, in its order, and how each part is told of. */
const PARTS = [
  ["earlier", "earlierUs", "earlier", "with workers that went"],
  ["waiting", "waitingUs", "waiting", "waiting"],
  ["unseen", "unseenUs", "DEALER", "in the DEALER"],
  ["backlog", "backlogUs", "backlog", "in a backlog"],
  ["service", "serviceUs", "service", "in service"],
  ["return", "returnUs", "return", "returning"],
] as const

export const SPLIT_SERIES: readonly Series[] = PARTS.map(([part, field, name]) => ({
  id: `split:${part}`,
  name,
  colour: COLOUR[part],
  shape: "area",
  pattern: part === "earlier" ? "dashed" : undefined,
  read: ({ split }) => split?.[field] ?? null,
}))

/** What the mean round trip is made of. */
export const LatencySplitChart = liveChart("LatencySplitChart", ({ chart }) => {
  const { points, nowMs, windowMs, hidden } = chart
  const series = activeSeries(points, SPLIT_SERIES)
  const shown = series.filter(({ id }) => !hidden.has(id))
  const high = useCeiling(stackHeight(points, shown), 1000, nowMs, String(windowMs))
  const all = points.flatMap(({ split }) => split ?? [])
  return (
    <Chart
      chart={chart}
      title="Where time goes"
      subtitle="mean round trip"
      figure={(of) => formatDuration(wholeOf(lastOf(of)))}
      summary={summarise(lastOf(recentPoints(chart)), all)}
      axis={{ kind: "linear", low: 0, high, format: formatSpan }}
      series={series}
      format={formatDuration}
    />
  )
})

function formatSpan(us: number): string {
  return us === 0 ? "0" : formatDurationTick(us, true)
}

function lastOf(points: readonly ChartPoint[]): SplitPoint | null {
  return points.findLast(({ split }) => split !== null)?.split ?? null
}

function wholeOf(split: SplitPoint | null): number | null {
  return split && PARTS.reduce((sum, [, field]) => sum + split[field], 0)
}

function summarise(last: SplitPoint | null, all: readonly SplitPoint[]): string {
  if (last === null) return NO_ROUND_TRIP
  const parts = PARTS.filter(([, field]) => field !== "earlierUs" || last.earlierUs > 0)
  const told = parts.map(([, field, , words]) => `${words} ${formatDuration(last[field])}`)
  const trend = trendOf(all.map((split) => wholeOf(split) ?? 0))
  return `Mean ${formatDuration(wholeOf(last))}, ${trend}: ${told.join(", ")}`
}
