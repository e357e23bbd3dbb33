import type { WorkerIdentity, WorkerStep } from "@zmqscope/protocol"
import type { LiveEnvelopes } from "./live-envelopes.js"
import { RecentMaximum } from "./recent-maximum.js"
import { SlidingSum, type StepClock } from "./sliding-sum.js"
import { RATE_STEPS, RECENT_STEPS } from "./windows.js"

/** Service times by which silence is judged, the last ones: an outlier is forgotten soon. */
const RECENT_SERVICES = 32

/**
 * Runs while a request stands in some worker's backlog. An idle worker's idle-while-queued time is
 * what this clock advanced meanwhile, so no record has to touch every idle worker.
 */
export class QueuedClock {
  #backlogs = 0
  #queuedUs = 0
  #since = 0

  /** How long any backlog has stood, in total, at a moment not before the last change. */
  read(at: number): number {
    return this.#backlogs > 0 ? this.#queuedUs + (at - this.#since) : this.#queuedUs
  }

  /** A worker went from `before` outstanding requests to `after`. */
  change(before: number, after: number, at: number): void {
    if (after > 1 === before > 1) return
    this.#queuedUs = this.read(at)
    this.#since = at
    this.#backlogs += after > 1 ? 1 : -1
  }
}

/** What is known of one live worker. */
export class WorkerFigures {
  readonly identity: WorkerIdentity
  /** Names it in the history. */
  readonly series: number
  served = 0
  /** Replies of its that belonged to no request. */
  stale = 0
  /** Microseconds; null before its first reply. */
  lastRepliedAt: number | null = null
  /** Time with at least one request, in total, up to the last step or change to or from none. */
  busyUs = 0
  /** Time without any while requests stood in another worker's backlog, likewise. */
  idleWhileQueuedUs = 0
  readonly #live: LiveEnvelopes
  readonly #queued: QueuedClock
  readonly #replies: SlidingSum
  readonly #serviceUs: SlidingSum
  readonly #busyUs: SlidingSum
  readonly #longestServiceUs = new RecentMaximum(RECENT_SERVICES)
  readonly #presentUs: SlidingSum
  #outstanding = 0
  #settledAt: number
  #settledQueuedUs: number
  #stepAt: number
  #stepServed = 0
  #stepBusyUs = 0
  #stepIdleUs = 0

  constructor(
    identity: WorkerIdentity,
    series: number,
    at: number,
    clocks: { readonly steps: StepClock; readonly queued: QueuedClock },
    live: LiveEnvelopes,
  ) {
    this.identity = identity
    this.series = series
    this.#live = live
    this.#queued = clocks.queued
    this.#settledAt = at
    this.#settledQueuedUs = clocks.queued.read(at)
    this.#stepAt = at
    this.#replies = new SlidingSum(clocks.steps, RATE_STEPS)
    this.#serviceUs = new SlidingSum(clocks.steps, RECENT_STEPS)
    this.#busyUs = new SlidingSum(clocks.steps, RECENT_STEPS)
    this.#presentUs = new SlidingSum(clocks.steps, RECENT_STEPS)
  }

  /** Requests at it: one in service, the rest its backlog. */
  get outstanding(): number {
    return this.#outstanding
  }

  /** When the oldest request at it was dealt to it, microseconds; null when none is known. */
  get oldestDealtAt(): number | null {
    return this.#live.oldestDealtAt(this.identity.index)
  }

  /** Replies in the last second. */
  get ratePerSecond(): number {
    return this.#replies.sum
  }

  /** Mean service time over the last 10 s; null without one. */
  get serviceUs(): number | null {
    return this.#serviceUs.mean
  }

  /** The longest of its last service times, microseconds; null before the first. */
  get longestServiceUs(): number | null {
    return this.#longestServiceUs.value
  }

  /** Share of the last 10 s, or of its life, in which it had a request: 0 to 1. */
  get busyShare(): number {
    const presentUs = this.#presentUs.sum
    return presentUs > 0 ? Math.min(1, this.#busyUs.sum / presentUs) : 0
  }

  setOutstanding(outstanding: number, at: number): void {
    // Whether it is busy is what time is counted by: what else changes costs next to nothing.
    if (outstanding > 0 !== this.#outstanding > 0) this.#settle(at)
    this.#queued.change(this.#outstanding, outstanding, at)
    this.#outstanding = outstanding
  }

  replied(at: number): void {
    this.lastRepliedAt = at
    this.served += 1
    this.#stepServed += 1
    this.#replies.add(1)
  }

  service(us: number): void {
    this.#serviceUs.add(us)
    this.#longestServiceUs.add(us)
  }

  /** Its part of the step that ends now. */
  takeStep(at: number): WorkerStep {
    const [served, presentUs] = [this.#stepServed, at - this.#stepAt]
    const { busyUs, idleUs } = this.#beginStep(at)
    this.#busyUs.add(busyUs)
    this.#presentUs.add(presentUs)
    return [this.series, served, this.#outstanding, busyUs, idleUs, presentUs]
  }

  /** Nobody knows what it did until now. */
  skipTo(at: number): void {
    this.#beginStep(at)
  }

  /** What it did since the last step began. */
  #beginStep(at: number): { busyUs: number; idleUs: number } {
    this.#settle(at)
    const busyUs = this.busyUs - this.#stepBusyUs
    const idleUs = this.idleWhileQueuedUs - this.#stepIdleUs
    this.#stepAt = at
    this.#stepServed = 0
    this.#stepBusyUs = this.busyUs
    this.#stepIdleUs = this.idleWhileQueuedUs
    return { busyUs, idleUs }
  }

  #settle(at: number): void {
    const queuedUs = this.#queued.read(at)
    if (this.#outstanding > 0) this.busyUs += at - this.#settledAt
    else this.idleWhileQueuedUs += queuedUs - this.#settledQueuedUs
    this.#settledAt = at
    this.#settledQueuedUs = queuedUs
  }
}
