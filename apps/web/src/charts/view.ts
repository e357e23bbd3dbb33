import { max, sum } from "d3-array"
import { timeOfDay, windowWords } from "../format.js"
import { type ChartPoint, type Span, slotWidthMs } from "../model/index.js"
import type { ChartProps, Series } from "./types.js"

/** What a chart shows: it moves on by whole slots, or with the last point of an open one. */
export function spanOf({ points, windowMs, nowMs }: ChartProps): Span {
  const widthMs = slotWidthMs(windowMs)
  const toMs = Math.max(Math.floor(nowMs / widthMs) * widthMs, points.at(-1)?.t ?? 0)
  return { fromMs: toMs - windowMs, toMs }
}

/** The last point that has something to draw; undefined before the first. */
export function lastPoint(points: readonly ChartPoint[]): ChartPoint | undefined {
  return points.findLast(({ gap }) => gap === null)
}

/** Heads of charts tell of so long, and of nothing older, milliseconds. */
const RECENT_MS = 2000

export function recentMs(windowMs: number): number {
  return Math.max(RECENT_MS, slotWidthMs(windowMs))
}

export function recentPoints({ points, windowMs }: ChartProps): readonly ChartPoint[] {
  const sinceMs = (lastPoint(points)?.t ?? 0) - recentMs(windowMs)
  return points.filter(({ gap, t }) => gap === null && t > sinceMs)
}

/** Why a chart has nothing to show, in words; null when it has. */
export function emptyText(chart: ChartProps): string | null {
  const { points, windowMs, frozen, unit } = chart
  const known = points.filter(({ gap }) => gap === null)
  if (unit !== undefined && known.length > 0) return null
  if (known.some(isBusy)) return null
  if (known.length > 0) return `No requests in ${windowWords(windowMs, frozen)}`
  const missed = sum(points, (point) => point.missed)
  if (missed > 0) return `Not seen whole: ${missed.toLocaleString("en")} records missed`
  return frozen ? "No data of that time" : "No data yet"
}

function isBusy({ waiting, unseen, outstanding, returnedPerSecond }: ChartPoint): boolean {
  return waiting + unseen + outstanding.size + returnedPerSecond > 0
}

/** Whether two sets of props show the same, however far `nowMs` has moved within a slot. */
export function isSameView(one: ChartProps, other: ChartProps): boolean {
  const before = new Map<string, unknown>(Object.entries({ ...one, nowMs: spanOf(one).toMs }))
  const after = Object.entries({ ...other, nowMs: spanOf(other).toMs })
  return after.every(([key, value]) => before.get(key) === value)
}

/** Said of round trips when none ended in the last moment. */
export const NO_ROUND_TRIP = "No round trip ended just now"

export function stackHeight(points: readonly ChartPoint[], series: readonly Series[]): number {
  return max(points, (point) => sum(series, (one) => one.read(point) ?? 0)) ?? 0
}

/** The series with anything in these points: one that is flat needs neither an area nor a label. */
export function activeSeries(points: readonly ChartPoint[], series: readonly Series[]) {
  return series.filter((one) => points.some((point) => (one.read(point) ?? 0) > 0))
}

/** The moment of a point in words, as its chart tells time. */
export function momentText(point: ChartPoint, chart: ChartProps): string {
  if (chart.unit !== undefined) return `at ${point.t / 1000}${chart.unit}`
  return timeText(point, spanOf(chart), chart.frozen)
}

/** 14:05:09, 12 s ago: what is told of a moment is of the slot that ends then. */
export function timeText(point: ChartPoint, span: Span, frozen: boolean): string {
  const time = timeOfDay(point.t)
  if (frozen) return time
  const back = Math.round((span.toMs - point.t) / 1000)
  return back < 120 ? `${time}, ${back} s ago` : `${time}, ${Math.round(back / 60)} min ago`
}

export function gapText({ gap, missed }: ChartPoint): string | undefined {
  if (gap === null) return undefined
  return gap === "missed" ? `no data: ${missed} records missed` : "no data"
}
