import { unnamed } from "../roster.js"
import { isAlike } from "../value-store.js"
import type { ChartPoint, WorkerSeries } from "./types.js"

/** Names kept; those of the lowest series, the oldest workers, are forgotten first. */
const MAX_NAMES = 20_000

/**
 * Who the series of history steps are. A series is its run's base plus the worker's index (`hello`),
 * so that workers of earlier runs of the broker keep their lines.
 */
export class SeriesNames {
  readonly #names = new Map<number, string>()
  /** Bases of the runs seen, ascending. */
  #bases: readonly number[] = [0]
  #known: readonly WorkerSeries[] = []

  /** A run began: its workers' series start here. Series only grow: what is above was of another server. */
  addBase(base: number): void {
    this.#bases = [...this.#bases.filter((earlier) => earlier < base), base]
  }

  /** Names by series, as GET /api/history has them. */
  learn(names: Readonly<Record<string, string>>): void {
    for (const [series, name] of Object.entries(names)) this.set(Number(series), name)
  }

  set(series: number, name: string): void {
    this.#names.set(series, name)
    if (this.#names.size <= MAX_NAMES) return
    const oldest = this.#names.keys().next()
    if (oldest.done !== true) this.#names.delete(oldest.value)
  }

  /** The workers that occur in the points, in order; the same array while they and their names are. */
  of(points: readonly ChartPoint[]): readonly WorkerSeries[] {
    const occurring = new Set<number>()
    for (const point of points) {
      for (const series of point.outstanding.keys()) occurring.add(series)
      for (const series of point.served.keys()) occurring.add(series)
    }
    const workers = [...occurring]
      .sort((one, other) => one - other)
      .map((series) => ({
        series,
        index: series - (this.#bases.findLast((base) => base <= series) ?? 0),
        name: this.#names.get(series) ?? unnamed("worker", series),
      }))
    if (!isAlike(workers, this.#known)) this.#known = workers
    return this.#known
  }
}
