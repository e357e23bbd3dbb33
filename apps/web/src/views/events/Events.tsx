import "./events.css"
import { completeEvents, parseEventFilter, toggleTerm, valueTerm } from "@zmqscope/filter"
import { clockTime, formatCount, plural } from "@zmqscope/metrics"
import type { LoggedEvent } from "@zmqscope/protocol"
import { memo, useEffect, useMemo } from "react"
import { MAX_SHOWN } from "../../events/index.js"
import { useApp, useStore, useUrl } from "../../hooks/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { Button } from "../../ui/index.js"
import { FilterField } from "../filter-field/FilterField.js"
import { ListFrame } from "../lists/ListFrame.js"

/** What happened, one by one, the latest first: in the place of the envelopes. */
export function Events() {
  const { events: book, url } = useApp()
  const { eventFilter } = useUrl()
  const parsed = useMemo(() => parseEventFilter(eventFilter), [eventFilter])
  const { state, events, isWhole } = useStore(book)
  const isUnderstood = parsed.errors.length === 0
  useEffect(() => {
    if (isUnderstood) book.open(eventFilter, parsed.terms)
  }, [book, eventFilter, isUnderstood, parsed])
  useEffect(() => () => book.close(), [book])
  const narrow = (term: string) => url.step({ eventFilter: toggleTerm(eventFilter, term) })
  return (
    <ListFrame
      aria-label="Events"
      data-testid={TEST_IDS.events}
      data-state={state}
      data-value={events.length}
      title="Events"
      head={
        <>
          <FilterField
            param="eventFilter"
            errors={parsed.errors}
            complete={completeEvents}
            label="Filter events"
            placeholder="kind:cut,leave or worker:worker-2"
            testId={TEST_IDS.eventFilter}
            errorTestId={TEST_IDS.eventFilterError}
          />
          <span className="min-w-0 truncate text-label text-ink2">
            {countWords(events.length, isWhole)}
          </span>
        </>
      }
    >
      <div className="min-h-0 grow overflow-y-auto">
        <ol aria-label="Latest events">
          {events.map((event) => (
            <EventRow key={event.number} event={event} onNarrow={narrow} />
          ))}
        </ol>
        <div className="px-6 py-2 text-label text-ink2" role="status">
          <Foot isFiltered={eventFilter.trim() !== ""} />
        </div>
      </div>
    </ListFrame>
  )
}
function countWords(count: number, isWhole: boolean): string {
  if (count === 0) return ""
  return isWhole ? plural(count, "event") : `the latest ${formatCount(count)} events`
}

function Foot({ isFiltered }: { readonly isFiltered: boolean }) {
  const { events: book, url } = useApp()
  const { state, events, isWhole, failure } = useStore(book)
  const count = events.length
  if (state === "failed") {
    return (
      <>
        <span className="text-warn">The events could not be loaded: {failure}</span>{" "}
        <Button look="small" onClick={() => book.retry()}>
          Try again
        </Button>
      </>
    )
  }
  if (state !== "ready") return "Asking for what happened…"
  if (count === 0 && isFiltered) {
    return (
      <>
        No event matches.{" "}
        <Button look="small" onClick={() => url.step({ eventFilter: "" })}>
          Clear the filter
        </Button>
      </>
    )
  }
  if (count === 0) return "Nothing has happened yet."
  if (isWhole) return "Nothing is known of before."
  if (count >= MAX_SHOWN) return `Earlier ones are in the log: narrow it, or ask GET /api/events.`
  return (
    <Button look="small" onClick={() => book.loadOlder()}>
      Show earlier ones
    </Button>
  )
}

/** Kinds that somebody should look at. */
const TROUBLE: ReadonlySet<LoggedEvent["kind"]> = new Set(["cut", "refuse", "fault", "gap"])

interface EventRowProps {
  readonly event: LoggedEvent
  /** Narrows the log by a term, or no more. */
  readonly onNarrow: (term: string) => void
}

/** One event: when, of what sort, whom it was about, what it was, and what to do. */
const EventRow = memo(function EventRow({ event, onNarrow }: EventRowProps) {
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
