import {
  formatCount,
  formatDuration,
  formatRate,
  formatSeconds,
  leastRoundTrips,
  UNKNOWN,
} from "@zmqscope/metrics"
import type { Trial } from "@zmqscope/protocol"

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
  row(
    "Requests received, a second",
    "rate",
    null,
    "requests received",
    (of) => of.receivedPerSecond,
  ),
  row("Replies, a second", "rate", "more", "replies", (of) => of.returnedPerSecond),
  row("p50", "time", "less", "p50", (of) => of.roundTripUs.p50),
  row("p95", "time", "less", "p95", (of) => of.roundTripUs.p95),
  row("p99", "time", "less", "p99", (of) => of.roundTripUs.p99),
  row(
    "Idle while queued",
    "time",
    "less",
    "idling while requests queued",
    (of) => of.idleWhileQueuedUs,
  ),
  row("Workers busy", "share", null, "workers' busy share", (of) => of.busyShare),
  row("Lost", "count", "less", "lost", (of) => of.lost),
]

function row(
  name: string,
  unit: TrialRow["unit"],
  better: TrialRow["better"],
  subject: string,
  of: (figures: Trial["figures"]) => number | null,
): TrialRow {
  return { name, unit, better, subject, read: ({ figures }) => of(figures) }
}

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
