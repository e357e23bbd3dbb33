import { workerLook } from "../colour.js"
import type { SeriesLook } from "./SeriesMark.js"
import { chooseWorkers, type DrawnWorkers, meanOf, sumOf, type WorkerValues } from "./series.js"
import { COLOUR } from "./series-colours.js"
import type { ChartPoint, WorkerSeries } from "./types.js"

/** A worker's series, or the rest's, ready to be drawn. */
export interface WorkerTrace extends SeriesLook {
  readonly id: string
  readonly name: string
  readonly meaning?: string
  /** Null in a gap, and for a line while the worker is not there, which breaks it. */
  readonly read: (point: ChartPoint) => number | null
  /** Whether the worker was there. */
  readonly isAt: (point: ChartPoint) => boolean
}

/**
 * The workers that a chart draws by themselves, and the rest as one. Remembers its choice, so that
 * the array stays the same while the choice does, and workers of like shares do not take turns.
 */
export class WorkerTraces {
  readonly #valuesOf: WorkerValues
  readonly #shape: SeriesLook["shape"]
  #chosen: DrawnWorkers = { drawn: [], others: [] }
  #traces: readonly WorkerTrace[] = []

  constructor(valuesOf: WorkerValues, shape: SeriesLook["shape"]) {
    this.#valuesOf = valuesOf
    this.#shape = shape
  }

  choose(points: readonly ChartPoint[], workers: readonly WorkerSeries[]): readonly WorkerTrace[] {
    const chosen = chooseWorkers(points, workers, this.#valuesOf, this.#chosen.drawn)
    if (JSON.stringify(chosen) !== JSON.stringify(this.#chosen)) {
      this.#chosen = chosen
      this.#traces = this.#trace(chosen)
    }
    return this.#traces
  }

  #trace({ drawn, others }: DrawnWorkers): readonly WorkerTrace[] {
    const valuesOf = this.#valuesOf
    const shape = this.#shape
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
        // Lines are compared with each other, so the rest's is what one of them does.
        name: `${others.length} others`,
        ...(shape === "line" && { meaning: "mean of each" }),
        colour: COLOUR.others,
        shape,
        read: (point) => {
          if (point.gap !== null) return null
          const values = valuesOf(point)
          return shape === "line" ? meanOf(values, others) : sumOf(values, others)
        },
        isAt: () => true,
      })
    }
    return traces
  }
}
