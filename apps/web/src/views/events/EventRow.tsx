import type { LoggedEvent } from "@zmqscope/protocol"
import { memo } from "react"
import { clockTime, formatCount } from "../../format.js"
import { valueTerm } from "../../model/index.js"
import { TEST_IDS } from "../../test-ids.js"

/** Kinds that somebody should look at. */
const TROUBLE: ReadonlySet<LoggedEvent["kind"]> = new Set(["cut", "refuse", "fault", "gap"])

export interface EventRowProps {
  readonly event: LoggedEvent
  /** Narrows the log by a term, or no more. */
  readonly onNarrow: (term: string) => void
}

/** One event: when, of what sort, whom it was about, what it was, and what to do. */
export const EventRow = memo(function EventRow({ event, onNarrow }: EventRowProps) {
  const { number, atMs, kind, side, name, text, advice, count } = event
  const isTrouble = TROUBLE.has(kind)
  return (
    <li
      className="event-row"
      data-testid={TEST_IDS.eventRow}
      data-number={number}
      data-kind={kind}
      data-name={name ?? ""}
    >
      <time
        className="font-mono text-ink2"
        dateTime={new Date(atMs).toISOString()}
        title={new Date(atMs).toLocaleString()}
      >
        {clockTime(atMs)}
      </time>
      <button
        type="button"
        className={`event-term ${isTrouble ? "font-semibold text-warn" : "text-ink"}`}
        title={`Only ${kind}`}
        onClick={() => onNarrow(valueTerm("kind", kind))}
      >
        {kind}
      </button>
      {side === null || name === null ? (
        <span />
      ) : (
        <button
          type="button"
          className="event-term font-mono"
          title={`Only ${name}`}
          onClick={() => onNarrow(valueTerm(side, name))}
        >
          {name}
        </button>
      )}
      <span className="min-w-0 wrap-anywhere">
        {count > 1 && <span className="font-semibold">{formatCount(count)} times: </span>}
        {text}
        {advice !== "" && <span className="text-ink2"> {advice}</span>}
      </span>
    </li>
  )
})
