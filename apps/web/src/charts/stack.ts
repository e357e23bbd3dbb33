import type { SeriesLabel } from "./EndLabels.js"
import { mean } from "./mean.js"
import type { SeriesLook } from "./SeriesMark.js"
import type { ChartPoint } from "./types.js"

/** A band of a stack. */
export interface Band extends SeriesLook {
  readonly id: string
  readonly name: string
  /** Null in a gap. */
  readonly read: (point: ChartPoint) => number | null
}

/** The highest that a stack of the visible bands gets. */
export function stackHeight(points: readonly ChartPoint[], bands: readonly Band[]): number {
  let highest = 0
  for (const point of points) {
    let sum = 0
    for (const band of bands) sum += band.read(point) ?? 0
    if (sum > highest) highest = sum
  }
  return highest
}

/** The bands with anything in these points: one that is flat needs neither an area nor a label. */
export function activeBands<B extends Band>(
  points: readonly ChartPoint[],
  bands: readonly B[],
): readonly B[] {
  return bands.filter((band) => points.some((point) => (band.read(point) ?? 0) > 0))
}

/** How many points at the end a label goes by: one alone would make it tremble. */
const TAIL_POINTS = 6

/**
 * Labels of bands, at the middle of each at the right end; one that is thicker there than all
 * others together stands out. Hidden bands keep a label, to be shown again by.
 */
export function stackLabels(
  points: readonly ChartPoint[],
  bands: readonly Band[],
  hidden: ReadonlySet<string>,
): readonly SeriesLabel[] {
  const tail = points.filter((point) => point.gap === null).slice(-TAIL_POINTS)
  let below = 0
  const labels: (SeriesLabel & { thickness: number })[] = []
  for (const band of bands) {
    const weight = points.reduce((sum, point) => sum + (band.read(point) ?? 0), 0)
    const off = hidden.has(band.id)
    const thickness = off ? 0 : mean(tail.map((point) => band.read(point) ?? 0))
    labels.push({ ...band, weight: off ? 0 : weight, at: below + thickness / 2, thickness })
    below += thickness
  }
  return labels.map(({ thickness, ...label }) => ({
    ...label,
    strong: thickness > below / 2,
  }))
}
