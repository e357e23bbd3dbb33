import { type Static, Type } from "typebox"
import { Count, closed } from "./common.js"

/** Load against latency, on the workers that are there: what is asked, one step after the other. */
export const SweepOrder = Type.Object(
  {
    /** Poisson arrivals a second of each step, ascending. */
    perSecond: Type.Array(Type.Number({ minimum: 0.1, maximum: 10_000 }), {
      minItems: 2,
      maxItems: 50,
    }),
    /** How long each step is measured, after it was let settle for so long. */
    seconds: Type.Number({ minimum: 0.5, maximum: 120 }),
    settleSeconds: Type.Number({ minimum: 0, maximum: 60 }),
    sizeBytes: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_048_576 })),
  },
  closed,
)
export type SweepOrder = Static<typeof SweepOrder>

const Percentile = Type.Union([Type.Number(), Type.Null()])
const Percentiles = Type.Object({ p50: Percentile, p95: Percentile, p99: Percentile })

export const SweepPoint = Type.Object({
  /** Offered. */
  perSecond: Type.Number(),
  returnedPerSecond: Type.Number(),
  /** From when each request should have left, measured by the client, microseconds. */
  intendedUs: Percentiles,
  /** As the broker sees it. */
  roundTripUs: Percentiles,
  /** Share of the workers' time in which they had a request. */
  busyShare: Percentile,
  /** Requests that waited at the end. */
  waiting: Count,
})
export type SweepPoint = Static<typeof SweepPoint>

export const Sweep = Type.Object({
  number: Type.Integer({ minimum: 1 }),
  order: SweepOrder,
  /** `saturated`: it ended at the first load that was not carried. */
  state: Type.Enum(["running", "done", "saturated", "cancelled", "failed"]),
  /** Why it failed; null unless it did. */
  failure: Type.Union([Type.String(), Type.Null()]),
  /** One a step that was measured; `order.perSecond` has as many as there can be. */
  points: Type.Array(SweepPoint),
  /** The load at the knee of the curve, a second: where load by p99 is highest; null before three points, and while it lies beyond the highest. */
  kneePerSecond: Percentile,
})
export type Sweep = Static<typeof Sweep>
