import type { DrawnSeries } from "./Series.js"
import type { ChartPoint } from "./types.js"

/** A series as the `d` of an SVG path. */
export interface PlacedCurve {
  readonly one: DrawnSeries
  readonly d: string
}

/** From time and value to pixels. */
export interface Place {
  readonly x: (t: number) => number
  readonly y: (value: number) => number
}

/** Where each series runs: lines by themselves, areas stacked in the order they come. */
export function placeCurves(
  points: readonly ChartPoint[],
  series: readonly DrawnSeries[],
  place: Place,
): readonly PlacedCurve[] {
  const xs = points.map((point) => place.x(point.t).toFixed(1))
  const heights = points.map(() => 0)
  return series.map((one) => {
    const values = points.map(one.read)
    return {
      one,
      d: runsOf(values)
        .map((run) =>
          one.shape === "line"
            ? `M${run.map((at) => cornerAt(xs, at, place.y(values[at] ?? 0))).join("L")}`
            : areaOf(run, values, heights, xs, place),
        )
        .join(""),
    }
  })
}

/** One band of the stack over a run of points; `heights` grow by it. */
function areaOf(
  run: readonly number[],
  values: readonly (number | null)[],
  heights: number[],
  xs: readonly string[],
  place: Place,
): string {
  const bottom: string[] = []
  const top: string[] = []
  for (const at of run) {
    const below = heights[at] ?? 0
    const above = below + (values[at] ?? 0)
    heights[at] = above
    bottom.push(cornerAt(xs, at, place.y(below)))
    top.push(cornerAt(xs, at, place.y(above)))
  }
  return `M${top.join("L")}L${bottom.reverse().join("L")}Z`
}

/** Indexes of the points that follow each other without a break. */
function runsOf(values: readonly (number | null)[]): readonly (readonly number[])[] {
  const runs: number[][] = []
  values.forEach((value, at) => {
    if (value === null) return
    const isNew = at === 0 || values[at - 1] === null
    if (isNew) runs.push([at])
    else runs.at(-1)?.push(at)
  })
  return runs
}

function cornerAt(xs: readonly string[], at: number, y: number): string {
  return `${xs[at]} ${y.toFixed(1)}`
}
