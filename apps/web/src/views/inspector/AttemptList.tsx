import type { Envelope } from "@zmqscope/protocol"
import { formatDuration, plural } from "../../format.js"
import { useApp } from "../../hooks/index.js"
import { CAUSE_WORDS } from "../../model/index.js"

/** The attempts that ended with their workers, and the one that goes on or was the last. */
export function AttemptList({ row }: { readonly row: Envelope }) {
  const { live } = useApp()
  const { attempt, earlierAttempts, receivedAt } = row
  if (attempt === 0) return null
  const untold = attempt - earlierAttempts.length
  return (
    <ol className="mt-2 text-tiny text-ink2" aria-label="Attempts">
      {untold > 0 && <li>{plural(untold, "attempt")} before these</li>}
      {earlierAttempts.map(({ worker, dealtAt, requeuedAt, cause }, at) => (
        <li key={requeuedAt}>
          attempt {untold + at + 1}: {worker === null ? "its worker" : live.roster.worker(worker)}
          {dealtAt !== null && ` got it after ${formatDuration(dealtAt - receivedAt)} and`} went
          {cause !== null && ` (${CAUSE_WORDS[cause]})`}; put back after{" "}
          {formatDuration(requeuedAt - receivedAt)}
        </li>
      ))}
      <li className="text-ink">
        attempt {attempt + 1}:{" "}
        {row.worker === null ? "not yet at a worker" : live.roster.worker(row.worker)}
      </li>
    </ol>
  )
}
