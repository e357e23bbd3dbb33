import type { HistoryStep } from "@zmqscope/protocol"

/** The windows that charts offer, milliseconds: 1, 5, 15 and 60 minutes. */
export const WINDOWS_MS = [60_000, 300_000, 900_000, 3_600_000] as const

/** A worker as charts draw it: steps know it by its series, its look follows from its index. */
export interface WorkerSeries {
  /** Unlike the index, never used again: see History in packages/metrics. */
  readonly series: number
  readonly index: number
  readonly name: string
}

/** Steps merged into one slot of absolute time. Closed slots never change, nor does their object. */
export interface ChartPoint {
  /** End of the slot, Unix milliseconds. */
  readonly t: number
  readonly widthMs: number
  /** Why there is nothing to draw: the server was away, or records are missing. Null: there is. */
  readonly gap: "away" | "missed" | null
  readonly missed: number
  /** At the end of the slot. */
  readonly waiting: number
  /** At the end of the slot. */
  readonly unseen: number
  /** The highest in the slot, microseconds; 0 without one. */
  readonly oldestWaitingUs: number
  /** Outstanding at the end of the slot, by worker's series. */
  readonly outstanding: ReadonlyMap<number, number>
  /** Replies per second, by worker's series. */
  readonly served: ReadonlyMap<number, number>
  /** What each worker did in the slot, by its series. */
  readonly shares: ReadonlyMap<number, WorkerShare>
  /** Replies returned to clients, per second. */
  readonly returnedPerSecond: number
  /** Microseconds; null when no round trip ended in the slot. */
  readonly latency: LatencyPoint | null
  /** Null without a round trip whose timeline was seen whole. */
  readonly split: SplitPoint | null
}

/** A worker's part of a slot. Microseconds are sums over the slot. */
export interface WorkerShare {
  readonly presentUs: number
  readonly replies: number
  /** With at least one request. */
  readonly busyUs: number
  /** Without any, while requests stood in another worker's backlog. */
  readonly idleWhileQueuedUs: number
}

export interface LatencyPoint {
  readonly p50Us: number
  readonly p95Us: number
  readonly p99Us: number
  /** Round trips as bucket and count in turn (packages/metrics, buckets), ascending. */
  readonly buckets: readonly number[]
}

/** Sums of the parts of a slot's round trips, microseconds, and of how many. */
type SplitPoint = HistoryStep["split"]

/** A span of time, Unix milliseconds. */
export interface Span {
  readonly fromMs: number
  readonly toMs: number
}
