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
  const starts = points.map(({ t, widthMs }) => place.x(t - widthMs).toFixed(1))
  const ends = points.map(({ t }) => place.x(t).toFixed(1))
  /** Along one height a point, from end to end. A lone point runs over its slot, to be seen at all. */
  const edgeOf = (run: readonly number[], heights: readonly (number | null)[]) =>
    run.flatMap((at) => {
      const y = place.y(heights[at] ?? 0).toFixed(1)
      const end = `${ends[at]} ${y}`
      return run.length === 1 ? [`${starts[at]} ${y}`, end] : [end]
    })
  let stack = points.map(() => 0)
  return series.map((one) => {
    const values = points.map(one.read)
    const runs = runsOf(values)
    if (one.shape === "line") {
      return { one, d: runs.map((run) => `M${edgeOf(run, values).join("L")}`).join("") }
    }
    const bottom = stack
    const top = bottom.map((height, at) => height + (values[at] ?? 0))
    stack = top
    const band = (run: readonly number[]) =>
      `M${edgeOf(run, top).join("L")}L${edgeOf(run, bottom).reverse().join("L")}Z`
    return { one, d: runs.map(band).join("") }
  })
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
