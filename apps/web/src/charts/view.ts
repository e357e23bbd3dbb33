import { slotWidthMs } from "../model/index.js"
import type { ChartPoint, ChartProps, Span } from "./types.js"

/** What a chart shows: it moves on by whole slots, or with the last point of an open one. */
export function spanOf({ points, windowMs, nowMs }: ChartProps): Span {
  const widthMs = slotWidthMs(windowMs)
  const edgeMs = Math.floor(nowMs / widthMs) * widthMs
  const toMs = Math.max(edgeMs, points.at(-1)?.t ?? 0)
  return { fromMs: toMs - windowMs, toMs }
}

/** The last point that has something to draw; undefined before the first. */
export function lastPoint(points: readonly ChartPoint[]): ChartPoint | undefined {
  return points.findLast((point) => point.gap === null)
}

/** What is said of now goes by about so long. */
const RECENT_MS = 2000

/** The last points that have something to draw: heads of charts tell of these, and of none before. */
export function recentPoints(points: readonly ChartPoint[]): readonly ChartPoint[] {
  const untilMs = lastPoint(points)?.t ?? 0
  return points.filter(
    ({ gap, t, widthMs }) => gap === null && t > untilMs - Math.max(RECENT_MS, widthMs),
  )
}

/** Said of round trips when none ended in the last moment. */
export const NO_ROUND_TRIP = "No round trip ended just now"

/** Why a chart has nothing to show, in words; null when it has. */
export function emptyText({ points, windowMs, frozen }: ChartProps): string | null {
  const known = points.filter((point) => point.gap === null)
  if (known.length === 0) return frozen ? "No data of that time" : "No data yet"
  if (known.some(isBusy)) return null
  return `No requests in ${windowWords(windowMs, frozen)}`
}

/** A window in words: the last minute, or the one that is shown. */
export function windowWords(windowMs: number, frozen = false): string {
  const minutes = windowMs / 60_000
  const span = minutes === 1 ? "minute" : minutes === 60 ? "hour" : `${minutes} minutes`
  return frozen ? `the ${span} shown` : `the last ${span}`
}

function isBusy(point: ChartPoint): boolean {
  const { waiting, unseen, outstanding, returnedPerSecond } = point
  return waiting + unseen + outstanding.size + returnedPerSecond > 0
}

/** Whether two sets of props show the same, however far `nowMs` has moved within a slot. */
export function isSameView(one: ChartProps, other: ChartProps): boolean {
  return (
    one.points === other.points &&
    one.workers === other.workers &&
    one.markers === other.markers &&
    one.windowMs === other.windowMs &&
    one.frozen === other.frozen &&
    one.span === other.span &&
    one.hidden === other.hidden &&
    one.latencyView === other.latencyView &&
    spanOf(one).toMs === spanOf(other).toMs
  )
}
