import type { ChartPoint, WorkerSeries } from "./types.js"

/** The most workers drawn by themselves; the rest are drawn as one. */
export const MAX_DRAWN_WORKERS = 7
/** Up to so many are all drawn: a rest of one would need as much room as that one. */
const ALL_UP_TO = MAX_DRAWN_WORKERS + 1
/** How much a newcomer must exceed a drawn worker to take its place. */
const TAKEOVER = 1.25

export type WorkerValues = (point: ChartPoint) => ReadonlyMap<number, number>

export interface DrawnWorkers {
  /** Ascending by series, so that a stack keeps its order. */
  readonly drawn: readonly WorkerSeries[]
  /** The rest that did anything in the window. */
  readonly others: readonly number[]
}

/**
 * The workers that have the largest shares of the window, among those with any. The ones drawn
 * `before` keep their place unless clearly passed.
 */
export function chooseWorkers(
  points: readonly ChartPoint[],
  workers: readonly WorkerSeries[],
  valuesOf: WorkerValues,
  before: readonly WorkerSeries[],
): DrawnWorkers {
  const shares = new Map<number, number>()
  for (const point of points) {
    for (const [series, value] of valuesOf(point)) {
      shares.set(series, (shares.get(series) ?? 0) + value)
    }
  }
  const known = new Map(workers.map((worker) => [worker.series, worker]))
  const kept = new Set(before.map((worker) => worker.series))
  const ranked = [...shares]
    .map(([series, share]) => ({
      series,
      share,
      rank: kept.has(series) ? share * TAKEOVER : share,
    }))
    .sort((one, other) => other.rank - one.rank || one.series - other.series)
  const count = ranked.length <= ALL_UP_TO ? ranked.length : MAX_DRAWN_WORKERS
  const drawn = ranked
    .slice(0, count)
    .map(({ series }) => known.get(series) ?? { series, name: "unnamed", index: -1 })
    .sort((one, other) => one.series - other.series)
  const others = ranked
    .slice(count)
    .filter(({ share }) => share > 0)
    .map(({ series }) => series)
  return { drawn, others }
}

/** Sum of some workers' values. */
export function sumOf(values: ReadonlyMap<number, number>, series: readonly number[]): number {
  return series.reduce((sum, one) => sum + (values.get(one) ?? 0), 0)
}

/** Mean over those of some workers that have a value; null when none has. */
export function meanOf(
  values: ReadonlyMap<number, number>,
  series: readonly number[],
): number | null {
  const count = series.filter((one) => values.has(one)).length
  return count === 0 ? null : sumOf(values, series) / count
}

/** Sum of all workers' values. */
export function total(values: ReadonlyMap<number, number>): number {
  let sum = 0
  for (const value of values.values()) sum += value
  return sum
}
