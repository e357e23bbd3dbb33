import { formatDuration, PARTS, type Part, partsOf, plural } from "@zmqscope/metrics"
import { CAUSE_WORDS, spanUs } from "@zmqscope/model"
import type { Envelope } from "@zmqscope/protocol"
import { useApp } from "../../hooks/index.js"
import { PART_NAMES, partFill, Waterfall } from "../tap/Waterfall.js"

/** The whole of an envelope's way as one bar, and the length of each part. */
export function Timeline({ row, nowAt }: { readonly row: Envelope; readonly nowAt: number }) {
  const parts = partsOf(row, nowAt)
  const named = PARTS.filter((part) => !SELDOM.has(part) || parts[part] > 0)
  return (
    <>
      <Waterfall parts={parts} worker={row.worker} fullUs={Math.max(1, spanUs(row, nowAt))} thick />
      <dl className="mt-1.5 flex flex-wrap gap-x-4 gap-y-0.5 text-tiny">
        {named.map((part) => (
          <div key={part} className="flex items-center gap-1.5">
            <dt className="flex items-center gap-1.5 text-ink2">
              <i
                className="size-2 rounded-[2px]"
                style={{ background: partFill(part, row.worker) }}
              />
              {PART_NAMES[part]}
            </dt>
            <dd>
              {wasReached(part, row) ? formatDuration(parts[part]) : "—"}
              {part === "backlogUs" && row.behind > 0 && (
                <span className="text-ink2"> behind {plural(row.behind, "other")}</span>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </>
  )
}

/** Most have no such part: no attempt before, or a broker in which nothing lies unseen. */
const SELDOM: ReadonlySet<Part> = new Set(["earlierUs", "unseenUs"])

/** When a part began; those that are not named begin with the envelope. */
const BEGINS: Readonly<Partial<Record<Part, keyof Envelope>>> = {
  unseenUs: "handedAt",
  backlogUs: "dealtAt",
  serviceUs: "serviceStartAt",
  returnUs: "repliedAt",
}

function wasReached(part: Part, row: Envelope): boolean {
  const begin = BEGINS[part]
  return begin === undefined || row[begin] !== null
}

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
