import type { HistoryStep, WorkerStep } from "@zmqscope/protocol"
import { Histogram } from "./histogram.js"

/** The width of the finest step, milliseconds. */
export const FINE_STEP_MS = 100
/** The width of a coarse step, milliseconds. */
export const COARSE_STEP_MS = 1000
/** Starts and widths are added up, and may be a little off. */
const TOLERANCE_MS = 1

/** What is added up when steps are merged. */
const SUMS = [
  "received",
  "returned",
  "undeliverable",
  "lost",
  "rejected",
  "expired",
  "shed",
  "requeued",
  "inSystemUs",
  "withinUs",
  "missed",
] as const

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
    shed: 0,
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
    inSystemUs: 0,
    withinUs: 0,
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
 * Joins steps that follow each other without a hole into one. Steps are merged here and nowhere
 * else: counts, sums and latencies are added up, depths are the last step's, the age of the oldest
 * waiting is the highest. So it is all one in how many goes steps are merged.
 */
export class StepSum {
  readonly #sum: HistoryStep
  readonly #latency = new Histogram()
  readonly #workers = new Map<number, WorkerStep>()

  constructor(first: HistoryStep) {
    this.#sum = emptyStep(first.startMs, 0)
    this.add(first)
  }

  get startMs(): number {
    return this.#sum.startMs
  }

  get untilMs(): number {
    return this.#sum.startMs + this.#sum.widthMs
  }

  /** Whether a step begins where this ends, as far as that can be said. */
  isFollowedBy({ startMs }: HistoryStep): boolean {
    return Math.abs(startMs - this.untilMs) <= TOLERANCE_MS
  }

  add(step: HistoryStep): void {
    const sum = this.#sum
    for (const name of SUMS) sum[name] += step[name]
    sum.widthMs = step.startMs + step.widthMs - sum.startMs
    sum.waiting = step.waiting
    sum.unseen = step.unseen
    sum.oldestWaitingUs = Math.max(sum.oldestWaitingUs, step.oldestWaitingUs)
    sum.split.count += step.split.count
    sum.split.earlierUs += step.split.earlierUs
    sum.split.waitingUs += step.split.waitingUs
    sum.split.unseenUs += step.split.unseenUs
    sum.split.backlogUs += step.split.backlogUs
    sum.split.serviceUs += step.split.serviceUs
    sum.split.returnUs += step.split.returnUs
    this.#latency.addSparse(step.latency)
    this.#addWorkers(step.workers)
  }

  /** Of all so far. */
  step(): HistoryStep {
    return {
      ...this.#sum,
      split: { ...this.#sum.split },
      workers: Array.from(this.#workers.values(), (worker): WorkerStep => [...worker]),
      latency: this.#latency.toSparse(),
    }
  }

  #addWorkers(workers: readonly WorkerStep[]): void {
    // Whoever is not in the last step has gone, and holds nothing.
    for (const sum of this.#workers.values()) sum[2] = 0
    for (const [series, served, outstanding, busyUs, idleUs, presentUs] of workers) {
      const sum = this.#workers.get(series)
      if (sum === undefined) {
        this.#workers.set(series, [series, served, outstanding, busyUs, idleUs, presentUs])
        continue
      }
      sum[1] += served
      sum[2] = outstanding
      sum[3] += busyUs
      sum[4] += idleUs
      sum[5] += presentUs
    }
  }
}

/**
 * Joins steps, oldest first: those whose middles lie in one stretch of `widthMs`, counted from 0,
 * become one, as long as what they cover. Over a hole nothing is joined: it stays a hole.
 */
export function mergeSteps(steps: readonly HistoryStep[], widthMs: number): HistoryStep[] {
  const merged: StepSum[] = []
  let lastNumber = Number.NaN
  for (const step of steps) {
    const number = Math.floor((step.startMs + step.widthMs / 2) / widthMs)
    const last = merged.at(-1)
    if (number === lastNumber && last?.isFollowedBy(step)) last.add(step)
    else merged.push(new StepSum(step))
    lastNumber = number
  }
  return merged.map((sum) => sum.step())
}
