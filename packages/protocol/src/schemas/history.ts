import { type Static, Type } from "typebox"
import { Count } from "./common.js"

/**
 * One worker in one step: series, replies, outstanding at its end, and microseconds: busy, idle while
 * requests stood in another worker's backlog, and how long it was there.
 */
export const WorkerStep = Type.Tuple([
  Count,
  Count,
  Count,
  Type.Number(),
  Type.Number(),
  Type.Number(),
])
export type WorkerStep = Static<typeof WorkerStep>

export const HistoryStep = Type.Object({
  /** Start of what the step covers, Unix milliseconds. What no step covers, nobody watched. */
  startMs: Type.Number(),
  /** How much it covers: a second that was not watched whole is shorter. */
  widthMs: Type.Number(),
  received: Count,
  returned: Count,
  undeliverable: Count,
  lost: Count,
  rejected: Count,
  expired: Count,
  shed: Count,
  requeued: Count,
  /** At the end of the step. */
  waiting: Count,
  /** At the end of the step. */
  unseen: Count,
  /** Age of the oldest waiting request, the highest at the end of any 100 ms, microseconds; 0 without one. */
  oldestWaitingUs: Type.Number(),
  workers: Type.Array(WorkerStep),
  /** Round trips that ended in the step, as bucket and count in turn (packages/metrics, buckets). */
  latency: Type.Array(Count),
  /** Sums over the same round trips, microseconds, and how many had a full timeline. */
  split: Type.Object({
    count: Count,
    /** With workers that went, until it was put back the last time. */
    earlierUs: Type.Number(),
    waitingUs: Type.Number(),
    unseenUs: Type.Number(),
    backlogUs: Type.Number(),
    serviceUs: Type.Number(),
    returnUs: Type.Number(),
  }),
  /** Envelopes that had not ended, times how long, microseconds: by the step's width, how many on average. */
  inSystemUs: Type.Number(),
  /** The time that each envelope was there within the step, from its own arrival and end, added up, microseconds. */
  withinUs: Type.Number(),
  /** Records known to be missing from the step. */
  missed: Count,
})
export type HistoryStep = Static<typeof HistoryStep>

export const Marker = Type.Object({
  /** Unix milliseconds. */
  atMs: Type.Number(),
  kind: Type.Enum(["spawn", "kill", "stop", "change", "switch", "pause", "restart", "gap"]),
  text: Type.String(),
})
export type Marker = Static<typeof Marker>

export const History = Type.Object({
  steps: Type.Array(HistoryStep),
  markers: Type.Array(Marker),
  /** Names of every worker index that occurs in the steps. */
  workerNames: Type.Record(Type.String(), Type.String()),
})
export type History = Static<typeof History>
