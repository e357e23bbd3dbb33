import { useMemo, useRef } from "react"
import { workerLook } from "../colour.js"
import type { SeriesLook } from "./SeriesMark.js"
import { chooseWorkers, sumOf, type WorkerValues } from "./series.js"
import { COLOUR } from "./series-colours.js"
import type { ChartPoint, WorkerSeries } from "./types.js"

/** A worker's series, or the rest's, ready to be drawn. */
export interface WorkerTrace extends SeriesLook {
  readonly id: string
  readonly name: string
  /** Null in a gap, and for a line while the worker is not there, which breaks it. Stable while the series is the same. */
  readonly read: (point: ChartPoint) => number | null
  /** Whether the worker was there. */
  readonly isAt: (point: ChartPoint) => boolean
}

/** The workers that a chart draws by themselves, and the rest as one; the same array while the same. */
export function useWorkerTraces(
  points: readonly ChartPoint[],
  workers: readonly WorkerSeries[],
  valuesOf: WorkerValues,
  shape: SeriesLook["shape"],
): readonly WorkerTrace[] {
  const before = useRef<readonly WorkerSeries[]>([])
  const { drawn, others } = useMemo(() => {
    const chosen = chooseWorkers(points, workers, valuesOf, before.current)
    before.current = chosen.drawn
    return chosen
  }, [points, workers, valuesOf])
  const key = JSON.stringify([drawn, others])
  const traces = useRef<{ key: string; list: readonly WorkerTrace[] }>({ key: "", list: [] })
  if (traces.current.key !== key) {
    traces.current = { key, list: traceAll(drawn, others, valuesOf, shape) }
  }
  return traces.current.list
}

function traceAll(
  drawn: readonly WorkerSeries[],
  others: readonly number[],
  valuesOf: WorkerValues,
  shape: SeriesLook["shape"],
): WorkerTrace[] {
  // A band of a stack must go on, or those above it would break too.
  const absent = shape === "line" ? null : 0
  const traces: WorkerTrace[] = drawn.map(({ series, name, index }) => ({
    ...workerLook(index),
    id: `worker:${series}`,
    name,
    shape,
    read: (point) => (point.gap === null ? (valuesOf(point).get(series) ?? absent) : null),
    isAt: (point) => point.served.has(series),
  }))
  if (others.length > 0) {
    traces.push({
      id: "others",
      name: `${others.length} others`,
      colour: COLOUR.others,
      shape,
      read: (point) => (point.gap === null ? sumOf(valuesOf(point), others) : null),
      isAt: () => true,
    })
  }
  return traces
}
