import { bisector } from "d3-array"
import { useSyncExternalStore } from "react"
import type { ChartPoint, Span } from "../model/index.js"
import { ValueStore } from "../value-store.js"

/** The time at which every chart's cursor stands, Unix milliseconds; null: nowhere. */
export const chartCursor = new ValueStore<number | null>(null)

const PAGE_POINTS = 10
const byTime = bisector((point: ChartPoint) => point.t)

/** The point of what is shown at which the cursor stands. */
export function useCursorPoint(points: readonly ChartPoint[], { fromMs }: Span) {
  const atMs = useSyncExternalStore(chartCursor.subscribe, chartCursor.get, chartCursor.get)
  const point = atMs === null ? undefined : points[nearest(points, atMs)]
  return point !== undefined && point.t >= fromMs ? point : undefined
}

/** Index of the point nearest in time; -1 without points. */
export function nearest(points: readonly ChartPoint[], atMs: number): number {
  return points.length === 0 ? -1 : byTime.center(points, atMs)
}

/** Where a key takes the cursor: an index, null for away with it, undefined for no key of ours. */
export function keyTarget(key: string, from: number, count: number): number | null | undefined {
  const clamp = (index: number) => Math.min(Math.max(index, 0), count - 1)
  switch (key) {
    case "ArrowLeft":
    case "ArrowDown":
      return clamp(from - 1)
    case "ArrowRight":
    case "ArrowUp":
      return clamp(from + 1)
    case "PageDown":
      return clamp(from - PAGE_POINTS)
    case "PageUp":
      return clamp(from + PAGE_POINTS)
    case "Home":
      return 0
    case "End":
      return count - 1
    case "Escape":
      return null
    default:
      return undefined
  }
}
