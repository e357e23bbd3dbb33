import { plural, timeOfDay, windowWords } from "@zmqscope/metrics"
import { type ChartPoint, isKnown, lastPoint, type Span, slotWidthMs } from "@zmqscope/model"
import { max, sum } from "d3-array"
import type { ChartProps, Series } from "./types.js"

/** The part of a chart's props that says which of its points are shown. */
export type Shown = Pick<ChartProps, "points" | "windowMs" | "nowMs">

/** What a chart shows: it moves on by whole slots, or with the last point of an open one. */
export function spanOf({ points, windowMs, nowMs }: Shown): Span {
  const widthMs = slotWidthMs(windowMs)
  const toMs = Math.max(Math.floor(nowMs / widthMs) * widthMs, points.at(-1)?.t ?? 0)
  return { fromMs: toMs - windowMs, toMs }
}

/** Heads of charts tell of so long, and of nothing older, milliseconds. */
const RECENT_MS = 2000

export function recentMs(windowMs: number): number {
  return Math.max(RECENT_MS, slotWidthMs(windowMs))
}

export function recentPoints({ points, windowMs }: ChartProps): readonly ChartPoint[] {
  const sinceMs = (lastPoint(points)?.t ?? 0) - recentMs(windowMs)
  return points.filter((point) => isKnown(point) && point.t > sinceMs)
}

/** Why a chart has nothing to show, in words; null when it has. One of replies is empty while all wait. */
export function emptyText(chart: ChartProps, isOfReplies = false): string | null {
  const { points, windowMs, frozen, unit, isLoading } = chart
  const known = points.filter(isKnown)
  if (unit !== undefined && known.length > 0) return null
  const isAnswered = known.some((point) => point.returnedPerSecond > 0)
  const isDrawn = isAnswered || known.some((p) => p.waiting + p.unseen + p.outstanding.size > 0)
  if (isOfReplies ? isAnswered : isDrawn) return null
  if (isLoading) return "Loading…"
  if (known.length > 0) {
    return `No ${isDrawn ? "replies" : "requests"} in ${windowWords(windowMs, frozen)}`
  }
  const missed = sum(points, (point) => point.missed)
  if (missed > 0) return `Not seen whole: ${plural(missed, "record")} missed`
  return frozen ? "No data of that time" : "No data yet"
}

/** Whether two sets of props show the same, however far `nowMs` has moved within a slot. */
export function isSameView(one: ChartProps, other: ChartProps): boolean {
  const before = new Map<string, unknown>(Object.entries({ ...one, nowMs: spanOf(one).toMs }))
  const after = Object.entries({ ...other, nowMs: spanOf(other).toMs })
  return after.every(([key, value]) => before.get(key) === value)
}

/** Said of round trips when none ended in the last moment. */
export const NO_ROUND_TRIP = "No round trip ended just now"

/** A series that stands on those before it. */
export function band(id: string, name: string, colour: string, read: Series["read"]): Series {
  return { id, name, colour, shape: "area", read }
}

/** The top of what is drawn: of lines, and of areas on top of each other. */
export function highestOf(points: readonly ChartPoint[], shown: readonly Series[]): number {
  const areas = shown.filter(({ shape }) => shape === "area")
  const lines = shown.filter(({ shape }) => shape === "line")
  const stacked = max(points, (point) => sum(areas, ({ read }) => read(point)))
  return Math.max(stacked ?? 0, ...lines.map(({ read }) => max(points, read) ?? 0))
}

/** The series with anything in these points: one that is flat needs neither an area nor a label. */
export function activeSeries(points: readonly ChartPoint[], series: readonly Series[]) {
  return series.filter((one) => points.some((point) => (one.read(point) ?? 0) > 0))
}

/** 14:05:09, 12 s ago: what is told of a moment is of the slot that ends then. */
export function momentText({ t }: Pick<ChartPoint, "t">, chart: ChartProps): string {
  if (chart.unit !== undefined) return `at ${t / 1000}${chart.unit}`
  const time = timeOfDay(t)
  if (chart.frozen) return time
  const back = Math.round((spanOf(chart).toMs - t) / 1000)
  return back < 120 ? `${time}, ${back} s ago` : `${time}, ${Math.round(back / 60)} min ago`
}

export function gapText({ gap, missed }: ChartPoint): string | undefined {
  if (gap === null) return undefined
  return gap === "missed" ? `no data: ${plural(missed, "record")} missed` : "no data"
}
