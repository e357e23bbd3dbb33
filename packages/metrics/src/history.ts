import type { Envelope, HistoryStep, WorkerStep } from "@zmqscope/protocol"
import { Histogram } from "./histogram.js"
import { Ring } from "./ring.js"
import { COARSE_STEP_MS, emptyStep, FINE_STEP_MS, mergeSteps } from "./steps.js"
import { waitingSince } from "./waiting-since.js"

/** 10 minutes of 100 ms, 1 hour of 1 s. */
const FINE_STEPS = 6000
const COARSE_STEPS = 3600

export interface Depths {
  readonly waiting: number
  readonly unseen: number
  readonly oldestWaitingUs: number
}

/**
 * What happened, in steps of 100 ms and of 1 s that begin at whole multiples of Unix time, in rings
 * of fixed size. One history outlives the broker's runs: a Fold a run fills it in turn. Worker
 * indexes begin anew with each run, so steps name workers by *series*: the run's `seriesBase` plus
 * the index. A worker that comes back in the same run by its name goes on in its series.
 */
export class History {
  readonly #fine: Ring<HistoryStep>
  readonly #coarse: Ring<HistoryStep>
  readonly #latency = new Histogram()
  readonly #names = new Map<number, { name: string; lastStartMs: number }>()
  #open: HistoryStep | undefined
  /** Closed steps of the second that is not over. */
  #second: HistoryStep[] = []
  #undrained = 0
  #nextSeries = 0

  constructor({ fineSteps = FINE_STEPS, coarseSteps = COARSE_STEPS } = {}) {
    this.#fine = new Ring(fineSteps)
    this.#coarse = new Ring(coarseSteps)
  }

  /** The first series that no worker has used: the `seriesBase` of the next run. */
  get nextSeries(): number {
    return this.#nextSeries
  }

  /**
   * The step that time is in: count into it. Opens one at `unixMs` when nothing was ever counted, or
   * when all of it lies ahead, since the clock was set back: nothing would be seen until that time.
   */
  openStep(unixMs: number): HistoryStep {
    if (this.#open !== undefined && this.#open.startMs - unixMs > COARSE_STEP_MS) this.#clear()
    this.#open ??= emptyStep(Math.floor(unixMs / FINE_STEP_MS) * FINE_STEP_MS, FINE_STEP_MS)
    return this.#open
  }

  /** A round trip that ended now; its parts count when every moment of it was seen. */
  addRoundTrip(step: HistoryStep, row: Envelope): void {
    const { receivedAt, handedAt, dealtAt, serviceStartAt, repliedAt, endedAt } = row
    if (endedAt === null) return
    this.#latency.record(endedAt - receivedAt)
    if (handedAt === null || dealtAt === null || serviceStartAt === null || repliedAt === null) {
      return
    }
    const { split } = step
    split.count += 1
    const attemptAt = waitingSince(row)
    split.earlierUs += attemptAt - receivedAt
    split.waitingUs += handedAt - attemptAt
    split.unseenUs += dealtAt - handedAt
    split.backlogUs += serviceStartAt - dealtAt
    split.serviceUs += repliedAt - serviceStartAt
    split.returnUs += endedAt - repliedAt
  }

  nameWorker(series: number, name: string): void {
    this.#names.set(series, { name, lastStartMs: this.#open?.startMs ?? 0 })
    if (series >= this.#nextSeries) this.#nextSeries = series + 1
  }

  /** A worker's part of a step: at the step's end, and when it goes; it may be back in the same step. */
  addWorker(step: HistoryStep, worker: WorkerStep): void {
    const [series, served, , busyUs, idleUs] = worker
    const place = step.workers.findIndex(([other]) => other === series)
    const before = step.workers[place]
    if (before === undefined) step.workers.push(worker)
    else {
      step.workers[place] = [
        series,
        before[1] + served,
        worker[2],
        before[3] + busyUs,
        before[4] + idleUs,
      ]
    }
    const named = this.#names.get(worker[0])
    if (named !== undefined) named.lastStartMs = step.startMs
  }

  /**
   * Closes a step and opens the one after it. When `unixMs`, the time that must be reached, is
   * further away than the whole history is long, what lies between is skipped.
   */
  closeStep(step: HistoryStep, depths: Depths, unixMs: number): HistoryStep {
    step.waiting = depths.waiting
    step.unseen = depths.unseen
    step.oldestWaitingUs = depths.oldestWaitingUs
    step.latency = this.#latency.toSparse()
    this.#latency.clear()
    this.#fine.push(step)
    this.#undrained = Math.min(this.#undrained + 1, this.#fine.capacity)
    this.#second.push(step)

    const reachMs = this.#coarse.capacity * COARSE_STEP_MS
    const endMs = step.startMs + FINE_STEP_MS
    const oldestMs = Math.floor((unixMs - reachMs) / FINE_STEP_MS) * FINE_STEP_MS
    const next = emptyStep(Math.max(endMs, oldestMs), FINE_STEP_MS)
    if (next.startMs % COARSE_STEP_MS === 0 || next.startMs !== endMs) this.#closeSecond()
    this.#open = next
    return next
  }

  /** The 100 ms steps that closed since the last call, as many as the history holds. */
  drainClosed(): HistoryStep[] {
    const steps = this.#fine.from(this.#fine.length - this.#undrained)
    this.#undrained = 0
    return steps
  }

  /**
   * Closed steps of one width that start at `sinceMs` or later, Unix milliseconds, oldest first.
   * The second that is not over has no 1 s step yet, but its 100 ms steps.
   */
  steps(widthMs: typeof FINE_STEP_MS | typeof COARSE_STEP_MS, sinceMs: number): HistoryStep[] {
    const ring = widthMs === FINE_STEP_MS ? this.#fine : this.#coarse
    let place = ring.length
    while (place > 0 && (ring.at(place - 1)?.startMs ?? 0) >= sinceMs) place -= 1
    return ring.from(place)
  }

  /** Names of the workers that still occur in the steps, by series. */
  workerNames(): Record<string, string> {
    return Object.fromEntries([...this.#names].map(([series, { name }]) => [series, name]))
  }

  #clear(): void {
    this.#fine.clear()
    this.#coarse.clear()
    this.#latency.clear()
    this.#names.clear()
    this.#second = []
    this.#undrained = 0
    this.#open = undefined
  }

  #closeSecond(): void {
    for (const step of mergeSteps(this.#second, COARSE_STEP_MS)) this.#coarse.push(step)
    this.#second = []
    const oldestMs = Math.min(
      this.#coarse.at(0)?.startMs ?? 0,
      this.#fine.at(0)?.startMs ?? Number.POSITIVE_INFINITY,
    )
    for (const [series, { lastStartMs }] of this.#names) {
      if (lastStartMs < oldestMs) this.#names.delete(series)
    }
  }
}
