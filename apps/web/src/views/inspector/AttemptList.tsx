import type { Envelope } from "@zmqscope/protocol"
import { formatDuration, plural } from "../../format.js"
import { useApp } from "../../hooks/index.js"

/** The attempts that ended with their workers, as far as the page has seen them. */
export function AttemptList({ row }: { readonly row: Envelope }) {
  const { live } = useApp()
  if (row.attempt === 0) return null
  const seen = live.earlierAttempts(row.number)
  const unseen = row.attempt - seen.length
  return (
    <ol className="mt-2 text-tiny text-ink2" aria-label="Attempts">
      {unseen > 0 && <li>{plural(unseen, "earlier attempt")} before this page was opened</li>}
      {seen.map(({ worker, requeuedAt }, at) => (
        <li key={requeuedAt}>
          attempt {unseen + at + 1}: put back after {formatDuration(requeuedAt - row.receivedAt)},{" "}
          {worker === null ? "its worker" : live.roster.worker(worker)} gone
        </li>
      ))}
      <li className="text-ink">
        attempt {row.attempt + 1}:{" "}
        {row.worker === null ? "not yet at a worker" : live.roster.worker(row.worker)}
      </li>
    </ol>
  )
}
