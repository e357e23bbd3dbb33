import type { HistoryStep, WorkerStep } from "@zmqscope/protocol"
import { Histogram } from "./histogram.js"

/** The width of the finest step, milliseconds. */
export const FINE_STEP_MS = 100
/** The width of a coarse step, milliseconds. */
export const COARSE_STEP_MS = 1000

/** A step without anything in it. */
export function emptyStep(startMs: number, widthMs: number): HistoryStep {
  return {
    startMs,
    widthMs,
    received: 0,
    returned: 0,
    undeliverable: 0,
    lost: 0,
    rejected: 0,
    expired: 0,
    requeued: 0,
    waiting: 0,
    unseen: 0,
    oldestWaitingUs: 0,
    workers: [],
    latency: [],
    split: {
      count: 0,
      earlierUs: 0,
      waitingUs: 0,
      unseenUs: 0,
      backlogUs: 0,
      serviceUs: 0,
      returnUs: 0,
    },
    missed: 0,
  }
}

/** Percentiles of the round trips that ended in a step, `shares` from 0 to 1, microseconds. */
export function stepPercentiles(step: HistoryStep, shares: readonly number[]): (number | null)[] {
  const latency = new Histogram()
  latency.addSparse(step.latency)
  return shares.map((share) => latency.percentile(share))
}

/**
 * Joins steps, oldest first, into steps of `widthMs` that start at its multiples: counts, sums and
 * latencies are added up, depths are the last step's. Stretches without steps stay without.
 */
export function mergeSteps(steps: readonly HistoryStep[], widthMs: number): HistoryStep[] {
  const merged: HistoryStep[] = []
  let group: HistoryStep[] = []
  let groupStartMs = Number.NaN
  for (const step of steps) {
    const startMs = Math.floor(step.startMs / widthMs) * widthMs
    if (startMs !== groupStartMs && group.length > 0) {
      merged.push(mergeGroup(group, groupStartMs, widthMs))
      group = []
    }
    groupStartMs = startMs
    group.push(step)
  }
  if (group.length > 0) merged.push(mergeGroup(group, groupStartMs, widthMs))
  return merged
}

function mergeGroup(group: readonly HistoryStep[], startMs: number, widthMs: number): HistoryStep {
  const sum = emptyStep(startMs, widthMs)
  const latency = new Histogram()
  const workers = new Map<number, WorkerStep>()
  for (const step of group) {
    sum.received += step.received
    sum.returned += step.returned
    sum.undeliverable += step.undeliverable
    sum.lost += step.lost
    sum.rejected += step.rejected
    sum.expired += step.expired
    sum.requeued += step.requeued
    sum.missed += step.missed
    sum.waiting = step.waiting
    sum.unseen = step.unseen
    sum.oldestWaitingUs = step.oldestWaitingUs
    sum.split.count += step.split.count
    sum.split.earlierUs += step.split.earlierUs
    sum.split.waitingUs += step.split.waitingUs
    sum.split.unseenUs += step.split.unseenUs
    sum.split.backlogUs += step.split.backlogUs
    sum.split.serviceUs += step.split.serviceUs
    sum.split.returnUs += step.split.returnUs
    latency.addSparse(step.latency)
    for (const worker of step.workers) addWorkerStep(workers, worker)
  }
  sum.workers = [...workers.values()]
  sum.latency = latency.toSparse()
  return sum
}

/** A worker that goes says so with a last tuple of outstanding 0, so the last one always holds. */
function addWorkerStep(workers: Map<number, WorkerStep>, step: WorkerStep): void {
  const [series, served, outstanding, busyUs, idleUs] = step
  const sum = workers.get(series)
  if (sum === undefined) {
    workers.set(series, [series, served, outstanding, busyUs, idleUs])
    return
  }
  sum[1] += served
  sum[2] = outstanding
  sum[3] += busyUs
  sum[4] += idleUs
}
