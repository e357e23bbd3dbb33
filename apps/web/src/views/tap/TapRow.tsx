import { assertUnreachable, type Envelope, type EnvelopeState } from "@zmqscope/protocol"
import type { KeyboardEvent } from "react"
import { workerLook } from "../../colour.js"
import { formatBytes, formatCount, formatDuration, formatOrdinal } from "../../format.js"
import { TEST_IDS } from "../../test-ids.js"
import { Swatch } from "../../ui/index.js"
import { roundTripUs } from "./segments.js"
import { Waterfall } from "./Waterfall.js"

export interface TapRowProps {
  readonly row: Envelope
  readonly clientName: string
  readonly workerName: string
  /** The length of time that fills a waterfall's width. */
  readonly fullUs: number
  readonly selected: boolean
  /** The list is one tab stop: 0 for the row it is at. */
  readonly tabIndex: 0 | -1
  readonly onSelect: () => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}

/** One envelope's cells. The button in the first covers the row. */
export function TapRow({ row, clientName, workerName, fullUs, ...control }: TapRowProps) {
  const outcome = describeState(row.state)
  const roundTrip = roundTripUs(row)
  return (
    <>
      <td className="text-right">
        <button
          type="button"
          aria-pressed={control.selected}
          aria-label={`Envelope ${row.number}`}
          tabIndex={control.tabIndex}
          onClick={control.onSelect}
          onKeyDown={control.onKeyDown}
          className="after:absolute after:inset-0"
        >
          {formatCount(row.number)}
        </button>
      </td>
      <td className="truncate">{clientName}</td>
      <td className="flex min-w-0 items-center gap-2">
        {row.worker !== null && <Swatch look={workerLook(row.worker)} />}
        <span className="truncate">{workerName}</span>
        {row.attempt > 0 && (
          <span className="text-tiny text-ink2">{formatOrdinal(row.attempt + 1)} attempt</span>
        )}
      </td>
      <td className="text-right">{formatBytes(row.sizeBytes)}</td>
      <td>
        <Waterfall row={row} fullUs={fullUs} />
      </td>
      <td className="text-right">{roundTrip === null ? "" : formatDuration(roundTrip)}</td>
      <td className={`truncate ${outcome.tone}`} data-testid={TEST_IDS.tapOutcome}>
        {outcome.text}
      </td>
    </>
  )
}

function describeState(state: EnvelopeState): { readonly text: string; readonly tone: string } {
  switch (state) {
    case "waiting":
      return { text: "waiting", tone: "text-ink2" }
    case "unseen":
      return { text: "in the DEALER", tone: "text-ink2" }
    case "at-worker":
      return { text: "at its worker", tone: "text-ink2" }
    case "replied":
      return { text: "replied", tone: "text-ink2" }
    case "returned":
      return { text: "returned", tone: "text-ink2" }
    case "undeliverable":
      return { text: "undeliverable", tone: "text-warn" }
    case "lost":
      return { text: "✕ lost", tone: "text-bad" }
    case "expired":
      return { text: "expired", tone: "text-warn" }
    default:
      return assertUnreachable(state)
  }
}
