import type { HistoryStep, TrialFigures } from "@zmqscope/protocol"
import { Histogram } from "./histogram.js"
import { StepSum } from "./steps.js"

/**
 * How many round trips a percentile needs to be one: of fewer, the highest would be called p99,
 * whatever it is. A hundred for p99, twenty for p95, two for p50.
 */
export function leastRoundTrips(share: number): number {
  return Math.ceil(1 / (1 - share) - 1e-9)
}

/** Adds up the steps of one trial, of any length, in the memory of a step. */
export class TrialSum {
  #sum: StepSum | undefined
  #watchedMs = 0
  #untilMs = Number.NEGATIVE_INFINITY

  /** Where the next step may begin, Unix milliseconds. */
  get untilMs(): number {
    return this.#untilMs
  }

  get watchedMs(): number {
    return this.#watchedMs
  }

  add(step: HistoryStep): void {
    if (this.#sum === undefined) this.#sum = new StepSum(step)
    else this.#sum.add(step)
    this.#watchedMs += step.widthMs
    this.#untilMs = step.startMs + step.widthMs
  }

  /** The clock was set back. */
  moveBack(byMs: number): void {
    this.#untilMs -= byMs
  }

  figures(): TrialFigures {
    const step = this.#sum?.step()
    const latency = new Histogram()
    latency.addSparse(step?.latency ?? [])
    const percentile = (share: number) =>
      latency.count < leastRoundTrips(share) ? null : latency.percentile(share)
    const perSecond = (count = 0) => (this.#watchedMs > 0 ? (count * 1000) / this.#watchedMs : null)
    let [busyUs, idleUs, presentUs] = [0, 0, 0]
    for (const [, , , busy, idle, present] of step?.workers ?? []) {
      busyUs += busy
      idleUs += idle
      presentUs += present
    }
    return {
      watchedMs: this.#watchedMs,
      receivedPerSecond: perSecond(step?.received),
      returnedPerSecond: perSecond(step?.returned),
      roundTrips: latency.count,
      roundTripUs: { p50: percentile(0.5), p95: percentile(0.95), p99: percentile(0.99) },
      idleWhileQueuedUs: idleUs,
      busyShare: presentUs > 0 ? Math.min(1, busyUs / presentUs) : null,
      lost: step?.lost ?? 0,
      undeliverable: step?.undeliverable ?? 0,
      expired: step?.expired ?? 0,
      shed: step?.shed ?? 0,
      rejected: step?.rejected ?? 0,
      requeued: step?.requeued ?? 0,
      missed: step?.missed ?? 0,
    }
  }
}
