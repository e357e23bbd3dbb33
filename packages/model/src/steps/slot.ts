import { stepPercentiles } from "@zmqscope/metrics"
import type { HistoryStep } from "@zmqscope/protocol"
import type { ChartPoint, LatencyPoint } from "./types.js"

const NO_WORKERS: Pick<ChartPoint, "outstanding" | "served" | "shares"> = {
  outstanding: new Map(),
  served: new Map(),
  shares: new Map(),
}

/** The steps of one slot, merged, as charts draw them. */
export function pointOf(step: HistoryStep): ChartPoint {
  const { startMs, widthMs, workers, missed } = step
  const t = startMs + widthMs
  if (missed > 0) return gapPoint(t, widthMs, "missed", missed)
  const perSecond = 1000 / widthMs
  return Object.freeze({
    t,
    widthMs,
    gap: null,
    missed: 0,
    waiting: step.waiting,
    unseen: step.unseen,
    oldestWaitingUs: step.oldestWaitingUs,
    outstanding: new Map(
      workers.flatMap(([series, , outstanding]) =>
        outstanding > 0 ? [[series, outstanding] as const] : [],
      ),
    ),
    served: new Map(workers.map(([series, replies]) => [series, replies * perSecond])),
    shares: new Map(
      workers.map(([series, replies, , busyUs, idleWhileQueuedUs, presentUs]) => [
        series,
        { presentUs, replies, busyUs, idleWhileQueuedUs },
      ]),
    ),
    returnedPerSecond: step.returned * perSecond,
    latency: latencyOf(step),
    split: step.split.count > 0 ? step.split : null,
  })
}

/** A point that stands for time without data. */
export function gapPoint(
  t: number,
  widthMs: number,
  gap: "away" | "missed",
  missed: number,
): ChartPoint {
  return Object.freeze({ ...plainPoint(t, widthMs), gap, missed })
}

/** A point of which all figures are 0: a place on the axis, for charts that have figures of their own. */
export function plainPoint(t: number, widthMs: number): ChartPoint {
  return {
    t,
    widthMs,
    gap: null,
    missed: 0,
    waiting: 0,
    unseen: 0,
    oldestWaitingUs: 0,
    ...NO_WORKERS,
    returnedPerSecond: 0,
    latency: null,
    split: null,
  }
}

function latencyOf(step: HistoryStep): LatencyPoint | null {
  const [p50Us, p95Us, p99Us] = stepPercentiles(step, [0.5, 0.95, 0.99])
  const hasAny = typeof p50Us === "number" && typeof p95Us === "number" && typeof p99Us === "number"
  return hasAny ? Object.freeze({ p50Us, p95Us, p99Us, buckets: step.latency }) : null
}
