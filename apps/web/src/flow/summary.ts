import type { Snapshot } from "@zmqscope/protocol"
import { formatCount, formatRate, plural } from "../format.js"

/** So many workers are named; of the rest the text says how many there are. */
const NAMED = 3

/** The flow in words, for those who cannot see it: what passes, waits, stands and was lost. */
export function summarise(snapshot: Snapshot, losses: readonly string[]): string {
  const { totals, receivedPerSecond, settings, workers } = snapshot
  const parts = [
    `${formatRate(receivedPerSecond)} requests a second`,
    `${formatCount(totals.waiting)} waiting${settings.paused ? ", the broker is paused" : ""}`,
    ...describeBacklogs(workers),
    ...losses,
  ]
  return `${parts.join("; ")}.`
}

function describeBacklogs(workers: Snapshot["workers"]): string[] {
  const busy = workers
    .filter(({ outstanding }) => outstanding > 1)
    .toSorted((one, other) => other.outstanding - one.outstanding)
  if (busy.length === 0) return [`no backlog at ${plural(workers.length, "worker")}`]
  const named = busy
    .slice(0, NAMED)
    .map(({ name, outstanding }) => `${name} has ${formatCount(outstanding - 1)} in its backlog`)
  const more = busy.length - named.length
  return more > 0 ? [...named, `${plural(more, "other worker")} have backlogs too`] : named
}
