import { sum } from "d3-array"
import { useState } from "react"
import { workerLook } from "../colour.js"
import { WorkerChoice, type WorkerValues } from "../model/index.js"
import type { ChartProps, Series, SeriesLook } from "./types.js"

/** The workers that a chart draws by themselves, and the rest as one. */
export function useWorkerSeries(
  { points, workers }: ChartProps,
  valuesOf: WorkerValues,
  shape: SeriesLook["shape"],
): readonly Series[] {
  const [choice] = useState(() => new WorkerChoice())
  const { drawn, others } = choice.choose(points, workers, valuesOf)
  // A band of a stack must go on, or those above it would break too.
  const absent = shape === "line" ? null : 0
  const drawnSeries = drawn.map(
    ({ series, name, index }): Series => ({
      ...workerLook(index),
      id: `worker:${series}`,
      name,
      shape,
      read: (point) => (point.gap === null ? (valuesOf(point).get(series) ?? absent) : null),
      isAt: (point) => point.served.has(series),
    }),
  )
  return others.length === 0 ? drawnSeries : [...drawnSeries, restOf(others, valuesOf, shape)]
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
  return { id: "others", name, ...meaning, colour: "var(--edge)", shape, read }
}
