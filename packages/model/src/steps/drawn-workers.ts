import { lastPoint } from "./points.js"
import type { ChartPoint, WorkerSeries } from "./types.js"

/** The most workers drawn by themselves; the rest are drawn as one. */
export const MAX_DRAWN_WORKERS = 7
/** Up to so many are all drawn: a rest of one would need as much room as that one. */
const ALL_UP_TO = MAX_DRAWN_WORKERS + 1
/** How much a newcomer must exceed a drawn worker to take its place. */
const TAKEOVER = 1.25

export type WorkerValues = (point: ChartPoint) => ReadonlyMap<number, number>

interface DrawnWorkers {
  /** Ascending by series, so that a stack keeps its order. */
  readonly drawn: readonly WorkerSeries[]
  /** The rest that did anything in the window. */
  readonly others: readonly number[]
}

/**
 * The workers that have the largest shares of the window, among those with any: first of those that
 * are there at its end, then of those that have gone. The ones drawn `before` keep their place unless
 * clearly passed.
 */
export function chooseWorkers(
  points: readonly ChartPoint[],
  workers: readonly WorkerSeries[],
  valuesOf: WorkerValues,
  before: readonly WorkerSeries[],
): DrawnWorkers {
  const kept = new Set(before.map(({ series }) => series))
  const last = lastPoint(points)
  const ranked = workers
    .filter(({ series }) => points.some((point) => valuesOf(point).has(series)))
    .map((worker) => {
      const share = points.reduce(
        (sum, point) => sum + (valuesOf(point).get(worker.series) ?? 0),
        0,
      )
      const isThere = last?.served.has(worker.series) ?? false
      return { worker, share, isThere, rank: kept.has(worker.series) ? share * TAKEOVER : share }
    })
    .sort(
      (one, other) =>
        Number(other.isThere) - Number(one.isThere) ||
        other.rank - one.rank ||
        one.worker.series - other.worker.series,
    )
  const count = ranked.length <= ALL_UP_TO ? ranked.length : MAX_DRAWN_WORKERS
  const drawn = ranked
    .slice(0, count)
    .map(({ worker }) => worker)
    .sort((one, other) => one.series - other.series)
  const others = ranked.slice(count).filter(({ share }) => share > 0)
  return { drawn, others: others.map(({ worker }) => worker.series) }
}

/** Remembers whom it chose, so that workers of like shares do not take turns. */
export class WorkerChoice {
  #drawn: readonly WorkerSeries[] = []

  choose(
    points: readonly ChartPoint[],
    workers: readonly WorkerSeries[],
    valuesOf: WorkerValues,
  ): DrawnWorkers {
    const chosen = chooseWorkers(points, workers, valuesOf, this.#drawn)
    this.#drawn = chosen.drawn
    return chosen
  }
}
