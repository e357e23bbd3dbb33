import { leastRoundTrips } from "@zmqscope/metrics"
import type { Trial } from "@zmqscope/protocol"
import { formatCount, formatDuration, formatRate, formatSeconds, UNKNOWN } from "../../format.js"

/** A figure of trials: how it reads, and which way is better. */
export interface TrialRow {
  readonly name: string
  readonly unit: "count" | "rate" | "time" | "share"
  /** Null where it is not known; `whyNot` says why. */
  readonly read: (trial: Trial) => number | null
  readonly better: "less" | "more" | null
  /** In a sentence that compares two: `p99 is`, `requests a second are`. */
  readonly subject: string
}

export const TRIAL_ROWS: readonly TrialRow[] = [
  {
    name: "Requests received, a second",
    unit: "rate",
    read: ({ figures }) => figures.receivedPerSecond,
    better: null,
    subject: "requests received",
  },
  {
    name: "Replies, a second",
    unit: "rate",
    read: ({ figures }) => figures.returnedPerSecond,
    better: "more",
    subject: "replies",
  },
  {
    name: "p50",
    unit: "time",
    read: ({ figures }) => figures.roundTripUs.p50,
    better: "less",
    subject: "p50",
  },
  {
    name: "p95",
    unit: "time",
    read: ({ figures }) => figures.roundTripUs.p95,
    better: "less",
    subject: "p95",
  },
  {
    name: "p99",
    unit: "time",
    read: ({ figures }) => figures.roundTripUs.p99,
    better: "less",
    subject: "p99",
  },
  {
    name: "Idle while queued",
    unit: "time",
    read: ({ figures }) => figures.idleWhileQueuedUs,
    better: "less",
    subject: "idling while requests queued",
  },
  {
    name: "Workers busy",
    unit: "share",
    read: ({ figures }) => figures.busyShare,
    better: null,
    subject: "workers' busy share",
  },
  {
    name: "Lost",
    unit: "count",
    read: ({ figures }) => figures.lost,
    better: "less",
    subject: "lost",
  },
]

const SHARES: Readonly<Record<string, number>> = { p50: 0.5, p95: 0.95, p99: 0.99 }

export function formatTrialValue({ unit }: TrialRow, value: number | null): string {
  if (value === null) return UNKNOWN
  switch (unit) {
    case "count":
      return formatCount(value)
    case "rate":
      return `${formatRate(value)}/s`
    case "time":
      return value === 0 ? "0 s" : formatDuration(value)
    case "share":
      return `${Math.round(value * 100)} %`
  }
}

/** Why a figure is not known, in a few words; null where it is. */
export function whyUnknown({ name, read }: TrialRow, trial: Trial): string | null {
  if (read(trial) !== null) return null
  const share = SHARES[name]
  if (share === undefined) return trial.workers === 0 ? "no worker" : "nothing measured yet"
  return `${formatCount(trial.figures.roundTrips)} of ${leastRoundTrips(share)} round trips`
}

/** How long it took, and of how many round trips its figures are. */
export function trialWindow({ figures: { watchedMs, roundTrips } }: Trial): string {
  return `${formatSeconds(watchedMs)}, ${formatCount(roundTrips)} round trips`
}
