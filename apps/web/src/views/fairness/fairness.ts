import type { ChartPoint, WorkerSeries, WorkerShare } from "@zmqscope/model"
import { lastPoint, unnamed } from "@zmqscope/model"

export interface WorkerFairness extends WorkerSeries {
  /** Of all replies in the window, 0 to 1; null when there was none. */
  readonly share: number | null
  /** Of the time that it was there, 0 to 1. */
  readonly busy: number
  /** Idle while requests stood in another worker's backlog, microseconds. */
  readonly idleWhileQueuedUs: number
  /** The same, of the time that it was there, 0 to 1. */
  readonly idleShare: number
}

export interface Fairness {
  /** The workers that are there at the window's end, in the order of their colours. */
  readonly workers: readonly WorkerFairness[]
  /** Those that were there in the window and have gone. */
  readonly goneCount: number
  /** Of all workers, the gone ones too, microseconds of worker time; null while there are no data. */
  readonly idleWhileQueuedUs: number | null
  /** How long they were there, together: two workers for a minute are two minutes. */
  readonly presentUs: number
  /** The one that idled longest while others had a backlog; null when none did. */
  readonly worst: WorkerFairness | null
}

/** Less than this is the moment between a reply and the next request, and not worth a sentence. */
const LEAST_WORST_SHARE = 0.01

/** How the work of a window was shared: sums over its points alone, so that it needs no reset. */
export function fairnessOf(
  points: readonly ChartPoint[],
  names: readonly WorkerSeries[],
): Fairness {
  const sums = sumShares(points)
  const last = lastPoint(points)
  const named = new Map(names.map((worker) => [worker.series, worker]))
  const total = [...sums.values()].reduce(add, NOTHING)
  const workers = [...sums]
    .filter(([series]) => last?.shares.has(series))
    .sort(([one], [other]) => one - other)
    .map(([series, share]) => ({
      ...(named.get(series) ?? { series, index: -1, name: unnamed("worker", series) }),
      share: total.replies === 0 ? null : share.replies / total.replies,
      busy: ratio(share.busyUs, share.presentUs),
      idleWhileQueuedUs: share.idleWhileQueuedUs,
      idleShare: ratio(share.idleWhileQueuedUs, share.presentUs),
    }))
  const worst = workers
    .filter(({ idleShare }) => idleShare >= LEAST_WORST_SHARE)
    .reduce<WorkerFairness | null>(
      (most, one) => (one.idleWhileQueuedUs > (most?.idleWhileQueuedUs ?? 0) ? one : most),
      null,
    )
  return {
    workers,
    goneCount: sums.size - workers.length,
    idleWhileQueuedUs: last === undefined ? null : total.idleWhileQueuedUs,
    presentUs: total.presentUs,
    worst,
  }
}

function sumShares(points: readonly ChartPoint[]): ReadonlyMap<number, WorkerShare> {
  const sums = new Map<number, WorkerShare>()
  for (const point of points) {
    for (const [series, share] of point.shares) {
      sums.set(series, add(sums.get(series) ?? NOTHING, share))
    }
  }
  return sums
}

const NOTHING: WorkerShare = { presentUs: 0, replies: 0, busyUs: 0, idleWhileQueuedUs: 0 }

function add(one: WorkerShare, other: WorkerShare): WorkerShare {
  return {
    presentUs: one.presentUs + other.presentUs,
    replies: one.replies + other.replies,
    busyUs: one.busyUs + other.busyUs,
    idleWhileQueuedUs: one.idleWhileQueuedUs + other.idleWhileQueuedUs,
  }
}

function ratio(part: number, whole: number): number {
  return whole > 0 ? Math.min(1, part / whole) : 0
}
