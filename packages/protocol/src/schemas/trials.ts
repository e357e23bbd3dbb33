import { type Static, Type } from "typebox"
import { Count } from "./common.js"
import { BrokerSettings } from "./settings.js"

const Percentile = Type.Union([Type.Number(), Type.Null()])

/** What was measured in a trial, over the time that was watched of it. */
export const TrialFigures = Type.Object({
  /** How much of it was watched, milliseconds: what no step covers, nobody saw. */
  watchedMs: Type.Number(),
  /** Null until a tenth of a second has been watched. */
  receivedPerSecond: Percentile,
  returnedPerSecond: Percentile,
  /** Round trips that ended in it: what the percentiles are of. */
  roundTrips: Count,
  /** Microseconds; null where there are too few round trips to tell (`least` of packages/metrics). */
  roundTripUs: Type.Object({ p50: Percentile, p95: Percentile, p99: Percentile }),
  /** Of all workers, microseconds of worker time. */
  idleWhileQueuedUs: Type.Number(),
  /** Share of the workers' time in which they had something to do, 0 to 1; null without a worker. */
  busyShare: Percentile,
  lost: Count,
  undeliverable: Count,
  expired: Count,
  shed: Count,
  rejected: Count,
  requeued: Count,
  /** Records known to be missing: what is counted here is so much short. */
  missed: Count,
})
export type TrialFigures = Static<typeof TrialFigures>

/** A stretch between two changes: of settings, or of who is there and how they behave. */
export const Trial = Type.Object({
  /** From 1, over all runs of the broker. */
  number: Type.Integer({ minimum: 1 }),
  /** Unix milliseconds. */
  fromMs: Type.Number(),
  /** Unix milliseconds; null while it goes on. */
  untilMs: Type.Union([Type.Number(), Type.Null()]),
  /** What began it, in words, in the order in which it happened; empty for the first. */
  changes: Type.Array(Type.String()),
  settings: BrokerSettings,
  clients: Count,
  workers: Count,
  figures: TrialFigures,
})
export type Trial = Static<typeof Trial>
