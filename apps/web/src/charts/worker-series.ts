import { sum } from "d3-array"
import { useState } from "react"
import { workerLook } from "../colour.js"
import { chooseWorkers, type DrawnWorkers, type WorkerValues } from "../model/index.js"
import { type ChartProps, COLOUR, type Series, type SeriesLook } from "./types.js"

/** The workers that a chart draws by themselves, and the rest as one. */
export function useWorkerSeries(
  { points, workers }: ChartProps,
  valuesOf: WorkerValues,
  shape: SeriesLook["shape"],
): readonly Series[] {
  // Who is drawn keeps its place, so that workers of like shares do not take turns.
  const [memory] = useState((): { chosen: DrawnWorkers } => ({ chosen: { drawn: [], others: [] } }))
  memory.chosen = chooseWorkers(points, workers, valuesOf, memory.chosen.drawn)
  const { drawn, others } = memory.chosen
  // A band of a stack must go on, or those above it would break too.
  const absent = shape === "line" ? null : 0
  const series = drawn.map(
    ({ series, name, index }): Series => ({
      ...workerLook(index),
      id: `worker:${series}`,
      name,
      shape,
      read: (point) => (point.gap === null ? (valuesOf(point).get(series) ?? absent) : null),
      isAt: (point) => point.served.has(series),
    }),
  )
  return others.length === 0 ? series : [...series, restOf(others, valuesOf, shape)]
}

/** Lines are compared with each other, so the rest's is what one of them does. */
export function restOf(
  others: readonly number[],
  valuesOf: WorkerValues,
  shape: SeriesLook["shape"],
): Series {
  const read: Series["read"] = (point) => {
    const values = others.flatMap((one) => valuesOf(point).get(one) ?? [])
    if (point.gap !== null || (shape === "line" && values.length === 0)) return null
    return shape === "line" ? sum(values) / values.length : sum(values)
  }
  const meaning = shape === "line" ? { meaning: "mean of each" } : {}
  const name = `${others.length} others`
  return { id: "others", name, ...meaning, colour: COLOUR.others, shape, read }
}
