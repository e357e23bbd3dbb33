import { formatDuration, formatDurationTick } from "@zmqscope/metrics"
import { type ChartPoint, PLACE_WORDS, trendOf } from "@zmqscope/model"
import { sum } from "d3-array"
import { Chart, liveChart } from "./Chart.js"
import { UNSEEN_COLOUR, WAITING_COLOUR } from "./QueueDepthChart.js"
import type { Series } from "./types.js"
import { activeSeries, band, NO_ROUND_TRIP, recentPoints } from "./view.js"

const BACKLOG_COLOUR = "color-mix(in oklab, var(--accent) 45%, var(--bg))"

/** What a mean round trip is made of, in its order, and how each part is told of. */
const PARTS = [
  ["earlier", "earlierUs", "earlier", "with workers that went", "var(--ink3)"],
  ["waiting", "waitingUs", "waiting", "waiting", WAITING_COLOUR],
  ["unseen", "unseenUs", "DEALER", PLACE_WORDS.unseen, UNSEEN_COLOUR],
  ["backlog", "backlogUs", "backlog", "in a backlog", BACKLOG_COLOUR],
  ["service", "serviceUs", "service", "in service", "var(--accent)"],
  ["return", "returnUs", "return", "returning", "var(--edge)"],
] as const

type Field = (typeof PARTS)[number][1]
const FIELDS: readonly Field[] = PARTS.map(([, field]) => field)

export const SPLIT_SERIES: readonly Series[] = PARTS.map(([part, field, name, , colour]) => ({
  ...band(`split:${part}`, name, colour, (point) => meanOf([point], [field])),
  pattern: part === "earlier" ? "dashed" : undefined,
}))

export const LatencySplitChart = liveChart(({ chart }) => (
  <Chart
    chart={chart}
    title="Where time goes"
    subtitle="mean round trip"
    figure={(of) => formatDuration(meanOf(of))}
    summary={summarise(recentPoints(chart), chart.points)}
    axis={{ least: 1000, format: formatSpan }}
    series={activeSeries(chart.points, SPLIT_SERIES)}
    format={formatDuration}
  />
))

function formatSpan(us: number): string {
  return us === 0 ? "0" : formatDurationTick(us, true)
}

/** The mean of a part, or of the whole, over all round trips of some points; null without one. */
function meanOf(points: readonly ChartPoint[], fields: readonly Field[] = FIELDS): number | null {
  const splits = points.flatMap(({ split }) => split ?? [])
  const total = sum(splits, (split) => sum(fields, (field) => split[field]))
  return splits.length === 0 ? null : total / sum(splits, ({ count }) => count)
}

function summarise(recent: readonly ChartPoint[], all: readonly ChartPoint[]): string {
  if (meanOf(recent) === null) return NO_ROUND_TRIP
  const told = PARTS.flatMap(([part, field, , words]) => {
    const us = meanOf(recent, [field]) ?? 0
    return us > 0 || part !== "earlier" ? `${words} ${formatDuration(us)}` : []
  })
  const trend = trendOf(all.flatMap((point) => meanOf([point]) ?? []))
  return `Mean ${formatDuration(meanOf(recent))}, ${trend}: ${told.join(", ")}`
}
