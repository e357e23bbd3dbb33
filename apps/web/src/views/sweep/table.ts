import { formatCount, formatDuration, formatShare } from "@zmqscope/metrics"
import { markdownTable } from "@zmqscope/model"
import type { Sweep, SweepPoint } from "@zmqscope/protocol"
import { formatLoad, kneeWords, orderWords, progressWords } from "./words.js"

interface SweepColumn {
  readonly title: string
  readonly meaning: string
  readonly text: (point: SweepPoint) => string
}

/** What was measured at a load. */
export const SWEEP_COLUMNS: readonly SweepColumn[] = [
  {
    title: "Load",
    meaning: "Requests a second that were due",
    text: ({ perSecond }) => formatLoad(perSecond),
  },
  {
    title: "Replies",
    meaning: "Replies a second, of all clients",
    text: ({ returnedPerSecond }) => formatLoad(returnedPerSecond),
  },
  {
    title: "p50",
    meaning: "From when each was due",
    text: (at) => formatDuration(at.intendedUs.p50),
  },
  {
    title: "p95",
    meaning: "From when each was due",
    text: (at) => formatDuration(at.intendedUs.p95),
  },
  {
    title: "p99",
    meaning: "From when each was due",
    text: (at) => formatDuration(at.intendedUs.p99),
  },
  {
    title: "p99 at the broker",
    meaning: "From when each arrived there",
    text: ({ roundTripUs }) => formatDuration(roundTripUs.p99),
  },
  {
    title: "Busy",
    meaning: "Share of the workers' time in which they had a request",
    text: ({ busyShare }) => formatShare(busyShare),
  },
  {
    title: "Waiting",
    meaning: "Requests that waited at the end",
    text: ({ waiting }) => formatCount(waiting),
  },
]

/** A sweep's table as Markdown, with what is needed to run it again. */
export function sweepMarkdown(sweep: Sweep): string {
  const rows = sweep.points.map((point) => SWEEP_COLUMNS.map(({ text }) => text(point)))
  return [
    `${orderWords(sweep.order)}. ${progressWords(sweep)}. ${kneeWords(sweep)} Times are from when each request was due.`,
    "",
    markdownTable(
      SWEEP_COLUMNS.map(({ title }) => title),
      rows,
      0,
    ),
  ].join("\n")
}
