import { valueTerm } from "@zmqscope/filter"
import {
  clockTime,
  formatBytes,
  formatCount,
  formatDuration,
  formatOrdinal,
  lastStepAt,
  partsOf,
} from "@zmqscope/metrics"
import {
  CAUSE_WORDS,
  type ColumnId,
  describeCause,
  PLACE_WORDS,
  roundTripUs,
} from "@zmqscope/model"
import { assertUnreachable, type Envelope, type EnvelopeState } from "@zmqscope/protocol"
import { memo, type ReactNode } from "react"
import { workerLook } from "../../colour.js"
import { TEST_IDS } from "../../test-ids.js"
import { Swatch } from "../../ui/index.js"
import { COLUMN_LOOKS, GRID } from "./layout.js"
import { Waterfall } from "./Waterfall.js"

interface TapRowProps {
  readonly row: Envelope
  readonly index: number
  /** Where its parts that go on have come to; 0 for one that ended, so that it need not be drawn anew. */
  readonly nowAt: number
  /** Tells a row that moved on from what it was. */
  readonly movedAt: number
  readonly columns: readonly ColumnId[]
  readonly clientName: string
  readonly workerName: string
  /** The length of time that fills a waterfall's width. */
  readonly fullUs: number
  readonly epochUnixUs: number
  readonly topPx: number
  readonly heightPx: number
  readonly selected: boolean
  /** It is of the peer that is selected. */
  readonly akin: boolean
  /** The list is one tab stop: the row it is at. */
  readonly tabStop: boolean
}

/** One envelope. What a click does is the list's affair (`data-term`). */
export const TapRow = memo(function TapRow(props: TapRowProps) {
  const { row, index, columns, clientName, workerName, topPx, heightPx, selected, akin } = props
  return (
    <tr
      aria-rowindex={index + 2}
      className={`${GRID} absolute inset-x-0 top-0 items-center border-b border-line/55 font-mono text-label leading-[1.2] contain-strict hover:bg-raise data-akin:bg-accent/5 ${selected ? "lit" : ""}`}
      style={{ height: heightPx, transform: `translateY(${topPx}px)` }}
      data-testid={TEST_IDS.tapRow}
      data-index={index}
      data-number={row.number}
      data-state={row.state}
      data-client={clientName}
      data-worker={workerName}
      data-akin={akin ? "" : undefined}
    >
      {columns.map((column) => (
        <td
          key={column}
          className={`flex min-w-0 items-center gap-2 ${COLUMN_LOOKS[column].right ? "justify-end" : ""}`}
          data-testid={column === "outcome" ? TEST_IDS.tapOutcome : undefined}
        >
          <Cell column={column} {...props} />
        </td>
      ))}
    </tr>
  )
})

function Cell({ column, ...props }: TapRowProps & { readonly column: ColumnId }): ReactNode {
  const { row, nowAt, clientName, workerName, tabStop } = props
  switch (column) {
    case "number":
      return (
        <button
          type="button"
          aria-label={`Envelope ${formatCount(row.number)}`}
          aria-pressed={props.selected}
          tabIndex={tabStop ? 0 : -1}
          className="after:absolute after:inset-0"
        >
          {formatCount(row.number)}
        </button>
      )
    case "client":
      return <Value term={valueTerm("client", clientName)}>{clientName}</Value>
    case "worker":
      return row.worker === null ? null : (
        <>
          <Swatch look={workerLook(row.worker)} />
          <Value term={valueTerm("worker", workerName)}>{workerName}</Value>
          {row.attempt > 0 && (
            <span className="text-tiny whitespace-nowrap text-ink2">
              {formatOrdinal(row.attempt + 1)} attempt
            </span>
          )}
        </>
      )
    case "size":
      return <Value term={`size:${row.sizeBytes}b`}>{formatBytes(row.sizeBytes)}</Value>
    case "way":
      return (
        <span className="grow">
          <Waterfall parts={partsOf(row, nowAt)} worker={row.worker} fullUs={props.fullUs} />
        </span>
      )
    case "rtt": {
      const us = roundTripUs(row)
      if (us === null) return null
      return <Value term={`rtt>=${Math.floor(us)}us`}>{formatDuration(us)}</Value>
    }
    case "outcome": {
      const { state } = row
      return (
        <>
          <Value term={`outcome:${state}`} tone={STATE_TONES[state]}>
            {state === "lost" ? `✕ ${PLACE_WORDS[state]}` : PLACE_WORDS[state]}
          </Value>
          {row.cause !== null && (
            <span
              className="truncate text-tiny text-ink2"
              title={describeCause(row.cause, clientName, workerName || "its worker")}
            >
              {CAUSE_WORDS[row.cause]}
            </span>
          )}
        </>
      )
    }
    case "attempt":
      return <Value term={`attempt:${row.attempt + 1}`}>{row.attempt + 1}</Value>
    case "time":
      return (
        <span className="text-ink2">{clockTime((props.epochUnixUs + lastStepAt(row)) / 1000)}</span>
      )
    default:
      return assertUnreachable(column)
  }
}

function Value(props: {
  readonly term: string
  readonly tone?: string
  readonly children: ReactNode
}) {
  return (
    <button
      type="button"
      tabIndex={-1}
      data-term={props.term}
      title={`Filter by ${props.term}; with Shift, all but these`}
      className={`relative max-w-full truncate decoration-dotted underline-offset-3 hover:underline focus-visible:underline ${props.tone ?? ""}`}
    >
      {props.children}
    </button>
  )
}

const STATE_TONES: Readonly<Record<EnvelopeState, string>> = {
  waiting: "text-ink2",
  unseen: "text-ink2",
  "at-worker": "text-ink2",
  replied: "text-ink2",
  returned: "text-ink2",
  undeliverable: "text-warn",
  expired: "text-warn",
  shed: "text-warn",
  lost: "text-bad",
}
