import { type ChartPoint, ValueStore } from "@zmqscope/model"
import { bisector } from "d3-array"
import { useStore } from "../hooks/index.js"
import { placeAfter, TO_ENDS } from "../place-after.js"
import type { ChartProps } from "./types.js"
import { type Shown, spanOf } from "./view.js"

/** The time at which every chart's cursor stands, Unix milliseconds; null: nowhere. */
export const chartCursor = new ValueStore<number | null>(null)

const byTime = bisector((point: ChartPoint) => point.t)

export function useCursorPoint(chart: ChartProps): ChartPoint | undefined {
  const atMs = useStore(chartCursor)
  return atMs === null ? undefined : cursorPoint(chart, atMs)
}

/**
 * The point nearest in time of those that are shown: where a cursor's own point moves out of the
 * window, the cursor stays at the edge, so that it goes only when somebody gives it up.
 */
export function cursorPoint(chart: Shown, atMs: number): ChartPoint | undefined {
  const first = byTime.left(chart.points, spanOf(chart).fromMs)
  return chart.points[byTime.center(chart.points, atMs, first)]
}

const STEPS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 }
const MOVES = { ...STEPS, ...TO_ENDS }

/** Where a key takes the cursor: an index, null for away with it, undefined for no key of ours. */
export function keyTarget(key: string, from: number, count: number): number | null | undefined {
  return key === "Escape" ? null : (placeAfter(key, MOVES, from, count) ?? undefined)
}
