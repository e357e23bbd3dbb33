import { Histogram } from "@zmqscope/metrics"
import type { HistoryStep } from "@zmqscope/protocol"

/** Figures of a stretch of time, from the product's own history. */
export interface WindowFigures {
  readonly roundTrips: number
  readonly perSecond: number
  /** Milliseconds; null without a round trip. */
  readonly p50Ms: number | null
  readonly p95Ms: number | null
  readonly p99Ms: number | null
  /** Worker-seconds idle while requests stood in another worker's backlog. */
  readonly idleWhileQueuedSeconds: number
}

export function windowFigures(steps: readonly HistoryStep[]): WindowFigures {
  const latency = new Histogram()
  for (const step of steps) latency.addSparse(step.latency)
  const sum = (figure: (step: HistoryStep) => number) =>
    steps.reduce((total, step) => total + figure(step), 0)
  const seconds = sum(({ widthMs }) => widthMs) / 1000
  const roundTrips = sum(({ returned }) => returned)
  const percentileMs = (share: number) => {
    const us = latency.percentile(share)
    return us === null ? null : us / 1000
  }
  const idleUs = sum(({ workers }) => workers.reduce((total, worker) => total + worker[4], 0))
  return {
    roundTrips,
    perSecond: seconds === 0 ? 0 : roundTrips / seconds,
    p50Ms: percentileMs(0.5),
    p95Ms: percentileMs(0.95),
    p99Ms: percentileMs(0.99),
    idleWhileQueuedSeconds: idleUs / 1e6,
  }
}
