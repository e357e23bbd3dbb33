import { mean } from "d3-array"
import type { ChartPoint } from "./types.js"

/** Whether there is something to draw of it. */
export function isKnown({ gap }: ChartPoint): boolean {
  return gap === null
}

/** The last point that has something to draw; undefined before the first. */
export function lastPoint(points: readonly ChartPoint[]): ChartPoint | undefined {
  return points.findLast(isKnown)
}

/** A change of less than this share is none. */
const STEADY = 0.1

/** In a word, how the last tenth of some values compares with the tenth in their middle. */
export function trendOf(values: readonly number[]): "rising" | "falling" | "steady" {
  const count = Math.max(1, Math.round(values.length / 10))
  const middle = Math.floor(values.length / 2)
  const before = mean(values.slice(middle, middle + count)) ?? 0
  const now = mean(values.slice(-count)) ?? 0
  if (Math.abs(now - before) <= STEADY * Math.max(Math.abs(before), Math.abs(now))) return "steady"
  return now > before ? "rising" : "falling"
}
