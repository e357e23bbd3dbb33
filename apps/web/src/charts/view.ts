import { type FunctionComponent, memo } from "react"
import { slotWidthMs } from "./points.js"
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

/** Renders a chart again only when what it shows has changed, however often it is handed `nowMs`. */
export function memoChart(
  name: string,
  chart: FunctionComponent<ChartProps>,
): FunctionComponent<ChartProps> {
  const memoised = memo(chart, (before, after) => {
    return (
      before.points === after.points &&
      before.workers === after.workers &&
      before.markers === after.markers &&
      before.windowMs === after.windowMs &&
      before.frozen === after.frozen &&
      before.span === after.span &&
      before.onSelectSpan === after.onSelectSpan &&
      spanOf(before).toMs === spanOf(after).toMs
    )
  })
  memoised.displayName = name
  return memoised
}
