import type { ChartPoint } from "./types.js"

const PAGE_POINTS = 10

/** Index of the point nearest in time; -1 without points. */
export function nearest(points: readonly ChartPoint[], atMs: number): number {
  let best = -1
  let bestDistance = Number.POSITIVE_INFINITY
  points.forEach((point, index) => {
    const distance = Math.abs(point.t - atMs)
    if (distance < bestDistance) {
      best = index
      bestDistance = distance
    }
  })
  return best
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
