import type { HistoryStep, WorkerStep } from "@zmqscope/protocol"
import {
  DEALT_AT,
  ENDED_AT,
  type EnvelopeRows,
  HANDED_AT,
  RECEIVED_AT,
  REPLIED_AT,
  SERVICE_START_AT,
  WAITING_SINCE,
} from "./envelope-rows.js"
import { Histogram } from "./histogram.js"
import { addParts } from "./parts.js"
import { StepRing } from "./step-ring.js"
import { COARSE_STEP_MS, emptyStep, FINE_STEP_MS, mergeSteps } from "./steps.js"

/** 10 minutes of 100 ms, 1 hour of 1 s. */
const FINE_STEPS = 6000
const COARSE_STEPS = 3600

export interface Depths {
  readonly waiting: number
  readonly unseen: number
  readonly oldestWaitingUs: number
}

/**
 * What happened, in steps of 100 ms and of 1 s that lie in whole tenths and seconds of Unix time, in
 * rings of fixed size. There are steps only of what somebody watched: while no broker runs, and while
 * nobody knows what it does, there are none.
 *
 * One history outlives the broker's runs: a Fold a run fills it in turn. Worker indexes begin anew
 * with each run, so steps name workers by *series*: the run's `seriesBase` plus the index. A worker
 * that comes back in the same run by its name goes on in its series.
 */
export class History {
  readonly #fine: StepRing
  readonly #coarse: StepRing
  readonly #latency = new Histogram()
  readonly #names = new Map<number, { name: string; lastStartMs: number }>()
  /** Where the step that is open begins, Unix milliseconds. */
  #openMs = 0
  /** Where the last step that closed ended, Unix milliseconds. */
  #endMs = Number.NEGATIVE_INFINITY
  /** Closed steps of the second that is not over. */
  #second: HistoryStep[] = []
  #closed = 0
  #nextSeries = 0
  #movedBackMs = 0

  constructor({ fineSteps = FINE_STEPS, coarseSteps = COARSE_STEPS } = {}) {
    this.#fine = new StepRing(fineSteps)
    this.#coarse = new StepRing(coarseSteps)
  }

  /** The first series that no worker has used: the `seriesBase` of the next run. */
  get nextSeries(): number {
    return this.#nextSeries
  }

  /** How far all that there is was moved back so far, since clocks were set back. */
  get movedBackMs(): number {
    return this.#movedBackMs
  }

  /**
   * Opens the step that a time is in, Unix milliseconds, or the one after the last: count into it,
   * and close it. When all that was ever counted lies more than a moment ahead, the clock was set
   * back: all of it moves back to where time goes on.
   */
  openStep(unixMs: number): HistoryStep {
    let startMs = Math.floor(unixMs / FINE_STEP_MS) * FINE_STEP_MS
    const aheadMs = this.#endMs - startMs
    if (aheadMs > COARSE_STEP_MS) {
      this.#moveBack(Math.ceil(aheadMs / COARSE_STEP_MS) * COARSE_STEP_MS)
    } else if (aheadMs > 0) startMs = this.#endMs
    this.#openMs = startMs
    if (secondOf(this.#second[0]?.startMs ?? startMs) !== secondOf(startMs)) this.#closeSecond()
    return emptyStep(startMs, FINE_STEP_MS)
  }

  /** A round trip that ended now; its parts count when every moment of it was seen. */
  addRoundTrip(step: HistoryStep, { cells }: EnvelopeRows, row: number): void {
    const received = cells[row + RECEIVED_AT] ?? 0
    const ended = cells[row + ENDED_AT] ?? 0
    this.#latency.record(ended - received)
    const handed = cells[row + HANDED_AT] ?? 0
    const dealt = cells[row + DEALT_AT] ?? 0
    const started = cells[row + SERVICE_START_AT] ?? 0
    const replied = cells[row + REPLIED_AT] ?? 0
    // One that is NaN makes the sum so.
    if (Number.isNaN(handed + dealt + started + replied)) return
    const { split } = step
    split.count += 1
    const since = cells[row + WAITING_SINCE] ?? 0
    addParts(split, received, since, handed, dealt, started, replied, ended)
  }

  nameWorker(series: number, name: string): void {
    this.#names.set(series, { name, lastStartMs: this.#openMs })
    if (series >= this.#nextSeries) this.#nextSeries = series + 1
  }

  /** A worker's part of a step: at the step's end, and when it goes; it may be back in the same step. */
  addWorker(step: HistoryStep, worker: WorkerStep): void {
    const [series, served, outstanding, busyUs, idleUs, presentUs] = worker
    const before = step.workers.find(([other]) => other === series)
    if (before === undefined) step.workers.push(worker)
    else {
      before[1] += served
      before[2] = outstanding
      before[3] += busyUs
      before[4] += idleUs
      before[5] += presentUs
    }
    const named = this.#names.get(series)
    if (named !== undefined) named.lastStartMs = step.startMs
  }

  /** Nothing more is counted into a step. */
  closeStep(step: HistoryStep, depths: Depths): void {
    step.waiting = depths.waiting
    step.unseen = depths.unseen
    step.oldestWaitingUs = depths.oldestWaitingUs
    step.latency = this.#latency.toSparse()
    this.#latency.clear()
    this.#fine.push(step)
    this.#endMs = endOf(step)
    this.#closed += 1
    this.#second.push(step)
    if (secondOf(endOf(step)) !== secondOf(step.startMs)) this.#closeSecond()
  }

  /** How many 100 ms steps have ever closed. */
  get closed(): number {
    return this.#closed
  }

  /** The 100 ms steps that closed since there were `closed` of them, as many as are kept. */
  closedSince(closed: number): HistoryStep[] {
    return this.#fine.from(this.#fine.length - (this.#closed - closed))
  }

  /**
   * Closed steps of one width that start at `sinceMs` or later, Unix milliseconds, oldest first.
   * The second that is not over has no 1 s step yet, but its 100 ms steps.
   */
  steps(widthMs: typeof FINE_STEP_MS | typeof COARSE_STEP_MS, sinceMs: number): HistoryStep[] {
    const ring = widthMs === FINE_STEP_MS ? this.#fine : this.#coarse
    let place = ring.length
    while (place > 0 && (ring.startMs(place - 1) ?? 0) >= sinceMs) place -= 1
    return ring.from(place)
  }

  /** Names of the workers that still occur in the steps, by series. */
  workerNames(): Record<string, string> {
    return Object.fromEntries([...this.#names].map(([series, { name }]) => [series, name]))
  }

  /** Whole seconds, so that every step stays in its tenth and its second. */
  #moveBack(byMs: number): void {
    this.#movedBackMs += byMs
    this.#endMs -= byMs
    this.#fine.moveBack(byMs)
    this.#coarse.moveBack(byMs)
    this.#second = this.#second.map((step) => ({ ...step, startMs: step.startMs - byMs }))
    for (const named of this.#names.values()) named.lastStartMs -= byMs
  }

  #closeSecond(): void {
    for (const step of mergeSteps(this.#second, COARSE_STEP_MS)) this.#coarse.push(step)
    this.#second = []
    const oldestMs = Math.min(
      this.#coarse.startMs(0) ?? 0,
      this.#fine.startMs(0) ?? Number.POSITIVE_INFINITY,
    )
    for (const [series, { lastStartMs }] of this.#names) {
      if (lastStartMs < oldestMs) this.#names.delete(series)
    }
  }
}

function endOf({ startMs, widthMs }: HistoryStep): number {
  return startMs + widthMs
}

function secondOf(unixMs: number): number {
  return Math.floor(unixMs / COARSE_STEP_MS)
}
