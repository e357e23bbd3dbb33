import { isKnown, WorkerChoice, type WorkerValues } from "@zmqscope/model"
import { mean, sum } from "d3-array"
import { useState } from "react"
import { workerLook } from "../colour.js"
import type { ChartProps, Series } from "./types.js"
import { band } from "./view.js"

/** The workers that a chart draws by themselves, and the rest as one. */
export function useWorkerSeries(
  { points, workers }: ChartProps,
  valuesOf: WorkerValues,
  shape: Series["shape"],
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
      read: (point) => (isKnown(point) ? (valuesOf(point).get(series) ?? absent) : null),
      isAt: (point) => point.served.has(series),
    }),
  )
  return others.length === 0 ? drawnSeries : [...drawnSeries, restOf(others, valuesOf, shape)]
}

/** Lines are compared with each other, so the rest's is what one of them does. */
export function restOf(
  others: readonly number[],
  valuesOf: WorkerValues,
  shape: Series["shape"],
): Series {
  const isLine = shape === "line"
  const read: Series["read"] = (point) => {
    const values = others.map((one) => valuesOf(point).get(one))
    if (!isKnown(point)) return null
    return isLine ? (mean(values) ?? null) : sum(values)
  }
  const name = `${others.length} others`
  return { ...band("others", name, "var(--edge)", read), shape, ...(isLine && MEAN) }
}

const MEAN = { meaning: "mean of each" }
