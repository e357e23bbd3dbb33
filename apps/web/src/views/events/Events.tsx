import { parseEventFilter } from "@zmqscope/filter"
import { useEffect, useMemo } from "react"
import { MAX_SHOWN } from "../../events/index.js"
import { formatCount, plural } from "../../format.js"
import { useApp, useStore, useUrl } from "../../hooks/index.js"
import { toggleTerm } from "../../model/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { Button } from "../../ui/index.js"
import { Inspector } from "../inspector/index.js"
import { ListToggle } from "../lists/ListToggle.js"
import { EventFilter } from "./EventFilter.js"
import { EventRow } from "./EventRow.js"
import "./events.css"

/** What happened, one by one, the latest first: in the place of the envelopes. */
export function Events() {
  const { events: book, url } = useApp()
  const { eventFilter, selection } = useUrl()
  const parsed = useMemo(() => parseEventFilter(eventFilter), [eventFilter])
  const { state, events, isWhole, failure } = useStore(book)
  const isUnderstood = parsed.errors.length === 0
  useEffect(() => {
    if (isUnderstood) book.open(eventFilter, parsed.terms)
  }, [book, eventFilter, isUnderstood, parsed])
  useEffect(() => () => book.close(), [book])
  const narrow = (term: string) => url.step({ eventFilter: toggleTerm(eventFilter, term) })
  return (
    <>
      <section
        aria-label="Events"
        data-testid={TEST_IDS.events}
        data-state={state}
        data-value={events.length}
        className="relative flex min-h-0 min-w-0 flex-col border-t border-line"
      >
        <div className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-2.5 gap-y-1 px-6 py-1">
          <h2 className="sr-only">Events</h2>
          <EventFilter errors={parsed.errors} />
          <span className="min-w-0 truncate text-label text-ink2">
            {countWords(events.length, isWhole)}
          </span>
          <span className="grow" />
          <ListToggle />
        </div>
        <div className="min-h-0 grow overflow-y-auto">
          <ol aria-label="Latest events">
            {events.map((event) => (
              <EventRow key={event.number} event={event} onNarrow={narrow} />
            ))}
          </ol>
          <div className="px-6 py-2 text-label text-ink2" role="status">
            <Foot
              state={state}
              count={events.length}
              isFiltered={eventFilter.trim() !== ""}
              isWhole={isWhole}
              failure={failure}
            />
          </div>
        </div>
      </section>
      {selection?.kind === "envelope" && <Inspector envelope={selection} />}
    </>
  )
}

function countWords(count: number, isWhole: boolean): string {
  if (count === 0) return ""
  return isWhole ? plural(count, "event") : `the latest ${formatCount(count)} events`
}

function Foot(props: {
  readonly state: string
  readonly count: number
  readonly isFiltered: boolean
  readonly isWhole: boolean
  readonly failure: string | null
}) {
  const { events: book, url } = useApp()
  const { state, count, isFiltered, isWhole, failure } = props
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
