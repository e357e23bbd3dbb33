import type { SweepOrder, Worker } from "@zmqscope/protocol"

/** A sweep as somebody sets it: loads that rise evenly. */
export interface SweepDraft {
  /** Requests a second. */
  readonly from: number
  readonly to: number
  readonly steps: number
  readonly seconds: number
  readonly settleSeconds: number
}

/** What is swept by itself: from a light load to a little more than the workers can do. */
const FROM_SHARE = 0.2
const TO_SHARE = 1.1
const STEPS = 10
const SECONDS = 4
const SETTLE_SECONDS = 1
/** Where nobody knows what the workers can do, a second. */
const UNKNOWN_CAPACITY = 100
const MOST = 10_000

/** For the workers that are there. */
export function firstDraft(
  workers: readonly Pick<Worker, "behaviour" | "serviceUs">[],
): SweepDraft {
  const each = workers.map((worker) => 1000 / Math.max(0.1, serviceMs(worker)))
  const known = each.every((rate) => Number.isFinite(rate)) && each.length > 0
  const capacity = known ? each.reduce((sum, rate) => sum + rate, 0) : UNKNOWN_CAPACITY
  return {
    from: roundLoad(Math.min(capacity * FROM_SHARE, MOST / 2)),
    to: roundLoad(Math.min(capacity * TO_SHARE, MOST)),
    steps: STEPS,
    seconds: SECONDS,
    settleSeconds: SETTLE_SECONDS,
  }
}

/** What a request takes on average; NaN where nobody knows. */
function serviceMs({ behaviour, serviceUs }: Pick<Worker, "behaviour" | "serviceUs">): number {
  if (serviceUs !== null) return serviceUs / 1000
  if (behaviour === null) return Number.NaN
  const time = behaviour.serviceTime
  switch (time.distribution) {
    case "fixed":
      return time.ms
    case "uniform":
      return (time.minMs + time.maxMs) / 2
    case "exponential":
      return time.meanMs
    default:
      return time.medianMs
  }
}

export function orderOf({ from, to, steps, seconds, settleSeconds }: SweepDraft): SweepOrder {
  const loads = Array.from({ length: steps }, (_, step) =>
    roundLoad(from + ((to - from) * step) / Math.max(1, steps - 1)),
  )
  // Rounded, neighbours may be the same: the server takes what rises.
  return { perSecond: [...new Set(loads)], seconds, settleSeconds }
}

export function draftOf({ perSecond, seconds, settleSeconds }: SweepOrder): SweepDraft {
  const [from = 1] = perSecond
  return { from, to: perSecond.at(-1) ?? from, steps: perSecond.length, seconds, settleSeconds }
}

/** To three digits. */
function roundLoad(perSecond: number): number {
  return Number(perSecond.toPrecision(3))
}
