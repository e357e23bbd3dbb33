import { formatCount, formatDuration, formatShare } from "@zmqscope/metrics"
import { markdownTable } from "@zmqscope/model"
import type { Sweep, SweepPoint } from "@zmqscope/protocol"
import { formatLoad, kneeWords, orderWords, progressWords } from "./words.js"

interface SweepColumn {
  readonly title: string
  readonly meaning: string
  readonly text: (point: SweepPoint) => string
}

function column(title: string, meaning: string, text: SweepColumn["text"]): SweepColumn {
  return { title, meaning, text }
}

const FROM_DUE = "From when each was due"
const BUSY = "Share of the workers' time in which they had a request"

/** What was measured at a load. */
export const SWEEP_COLUMNS: readonly SweepColumn[] = [
  column("Load", "Requests a second that were due", (at) => formatLoad(at.perSecond)),
  column("Replies", "Replies a second, of all clients", (at) => formatLoad(at.returnedPerSecond)),
  column("p50", FROM_DUE, (at) => formatDuration(at.intendedUs.p50)),
  column("p95", FROM_DUE, (at) => formatDuration(at.intendedUs.p95)),
  column("p99", FROM_DUE, (at) => formatDuration(at.intendedUs.p99)),
  column("p99 at the broker", "From when each arrived there", (at) =>
    formatDuration(at.roundTripUs.p99),
  ),
  column("Busy", BUSY, (at) => formatShare(at.busyShare)),
  column("Waiting", "Requests that waited at the end", (at) => formatCount(at.waiting)),
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
