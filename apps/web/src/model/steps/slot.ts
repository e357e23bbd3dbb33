import { emptyStep, Histogram } from "@zmqscope/metrics"
import type { HistoryStep } from "@zmqscope/protocol"
import type { ChartPoint, LatencyPoint, SplitPoint, WorkerShare } from "./types.js"

const NO_WORKERS: ReadonlyMap<number, number> = new Map()
const NO_SHARES: ReadonlyMap<number, WorkerShare> = new Map()
const NO_SHARE: WorkerShare = { presentUs: 0, replies: 0, busyUs: 0, idleWhileQueuedUs: 0 }

/** Steps of one slot of absolute time, merged as they come: sums add up, depths are the last known. */
export class Slot {
  readonly number: number
  readonly #fromMs: number
  #untilMs: number
  #coveredMs = 0
  #missed = 0
  #waiting = 0
  #unseen = 0
  #oldestWaitingUs = 0
  #returned = 0
  #outstanding = new Map<number, number>()
  readonly #shares = new Map<number, WorkerShare>()
  readonly #latency = new Histogram()
  readonly #split = emptyStep(0, 0).split
  #point: ChartPoint | null = null

  constructor(number: number, first: HistoryStep) {
    this.number = number
    this.#fromMs = first.startMs
    this.#untilMs = first.startMs
    this.add(first)
  }

  /** Start of the first step, Unix milliseconds. */
  get fromMs(): number {
    return this.#fromMs
  }

  /** End of the last step, Unix milliseconds. */
  get untilMs(): number {
    return this.#untilMs
  }

  add(step: HistoryStep): void {
    this.#point = null
    this.#untilMs = step.startMs + step.widthMs
    this.#coveredMs += step.widthMs
    this.#missed += step.missed
    this.#waiting = step.waiting
    this.#unseen = step.unseen
    this.#oldestWaitingUs = Math.max(this.#oldestWaitingUs, step.oldestWaitingUs)
    this.#returned += step.returned
    this.#outstanding = new Map()
    for (const [worker, replies, outstanding, busyUs, idleUs] of step.workers) {
      if (outstanding > 0) this.#outstanding.set(worker, outstanding)
      else this.#outstanding.delete(worker)
      const before = this.#shares.get(worker) ?? NO_SHARE
      this.#shares.set(worker, {
        presentUs: before.presentUs + step.widthMs * 1000,
        replies: before.replies + replies,
        busyUs: before.busyUs + busyUs,
        idleWhileQueuedUs: before.idleWhileQueuedUs + idleUs,
      })
    }
    this.#latency.addSparse(step.latency)
    this.#split.count += step.split.count
    this.#split.earlierUs += step.split.earlierUs
    this.#split.waitingUs += step.split.waitingUs
    this.#split.unseenUs += step.split.unseenUs
    this.#split.backlogUs += step.split.backlogUs
    this.#split.serviceUs += step.split.serviceUs
    this.#split.returnUs += step.split.returnUs
  }

  /** The steps so far as a point; the same object until one is added. */
  point(): ChartPoint {
    this.#point ??= this.#build()
    return this.#point
  }

  #build(): ChartPoint {
    const t = this.#untilMs
    const widthMs = this.#untilMs - this.#fromMs
    if (this.#missed > 0) return gapPoint(t, widthMs, "missed", this.#missed)
    const perSecond = 1000 / this.#coveredMs
    return Object.freeze({
      t,
      widthMs,
      gap: null,
      missed: 0,
      waiting: this.#waiting,
      unseen: this.#unseen,
      oldestWaitingUs: this.#oldestWaitingUs,
      outstanding: new Map(this.#outstanding),
      served: new Map(
        [...this.#shares].map(([worker, { replies }]) => [worker, replies * perSecond]),
      ),
      shares: new Map(this.#shares),
      returnedPerSecond: this.#returned * perSecond,
      latency: this.#latencyPoint(),
      split: this.#splitPoint(),
    })
  }

  #latencyPoint(): LatencyPoint | null {
    const p50Us = this.#latency.percentile(0.5)
    const p95Us = this.#latency.percentile(0.95)
    const p99Us = this.#latency.percentile(0.99)
    if (p50Us === null || p95Us === null || p99Us === null) return null
    return Object.freeze({ p50Us, p95Us, p99Us, buckets: this.#latency.toSparse() })
  }

  #splitPoint(): SplitPoint | null {
    const { count, ...sums } = this.#split
    if (count === 0) return null
    return Object.freeze({
      earlierUs: sums.earlierUs / count,
      waitingUs: sums.waitingUs / count,
      unseenUs: sums.unseenUs / count,
      backlogUs: sums.backlogUs / count,
      serviceUs: sums.serviceUs / count,
      returnUs: sums.returnUs / count,
    })
  }
}

/** A point that stands for time without data. */
export function gapPoint(
  t: number,
  widthMs: number,
  gap: "away" | "missed",
  missed: number,
): ChartPoint {
  return Object.freeze({
    t,
    widthMs,
    gap,
    missed,
    waiting: 0,
    unseen: 0,
    oldestWaitingUs: 0,
    outstanding: NO_WORKERS,
    served: NO_WORKERS,
    shares: NO_SHARES,
    returnedPerSecond: 0,
    latency: null,
    split: null,
  })
}
