import { useVirtualizer } from "@tanstack/react-virtual"
import type { Envelope } from "@zmqscope/protocol"
import { type KeyboardEvent, useEffect, useRef } from "react"
import { useApp, useRootPx, useSelection } from "../../hooks/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { fullBarFor } from "../peers/bar-scale.js"
import { spanUs } from "./segments.js"
import { TapHead } from "./TapHead.js"
import { TapRow } from "./TapRow.js"

const ROW_REM = 1.375

export interface TapListProps {
  readonly rows: readonly Envelope[]
  readonly following: boolean
  /** Somebody looks closer: the list must stand still. */
  readonly onHold: () => void
  readonly emptyText: string
}

/** The rows themselves: those in sight are in the page. */
export function TapList({ rows, following, onHold, emptyText }: TapListProps) {
  const { live } = useApp()
  const { selection, toggle } = useSelection()
  const scroller = useRef<HTMLDivElement>(null)
  const focusWanted = useRef<number | null>(null)
  const rowPx = ROW_REM * useRootPx()
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: 4,
  })
  useEffect(() => {
    // Sizes are kept until they are asked for again; they hang on the row's height.
    if (rowPx > 0) virtualizer.measure()
  }, [virtualizer, rowPx])
  useEffect(() => {
    if (following) scroller.current?.scrollTo({ top: 0 })
  }, [following])
  useEffect(() => {
    if (focusWanted.current === null) return
    const wanted = `[data-number="${focusWanted.current}"] button`
    const button = scroller.current?.querySelector<HTMLElement>(wanted)
    if (button === null || button === undefined) return
    focusWanted.current = null
    button.focus()
  })

  const items = virtualizer.getVirtualItems()
  const inSight = items.flatMap(({ index }) => rows[index] ?? [])
  const fullUs = fullBarFor(Math.max(1000, ...inSight.map(spanUs)))
  const selected = selection?.kind === "envelope" ? selection.number : null
  const tabStop = inSight.some((row) => row.number === selected) ? selected : inSight[0]?.number

  const select = (number: number) => {
    onHold()
    toggle({ kind: "envelope", number })
  }
  const step = (event: KeyboardEvent, from: number) => {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0
    const row = rows[from + by]
    if (by === 0 || row === undefined) return
    event.preventDefault()
    focusWanted.current = row.number
    select(row.number)
    virtualizer.scrollToIndex(from + by)
  }

  return (
    <div
      ref={scroller}
      onScroll={(event) => {
        if (following && event.currentTarget.scrollTop > 0) onHold()
      }}
      className="live min-h-0 grow overflow-y-auto"
    >
      <table className="block" aria-label="Latest envelopes" aria-rowcount={rows.length + 1}>
        <TapHead />
        <tbody className="relative block" style={{ height: virtualizer.getTotalSize() }}>
          {items.map(({ index, start }) => {
            const row = rows[index]
            if (row === undefined) return null
            const clientName = live.roster.client(row.client)
            const workerName = row.worker === null ? "" : live.roster.worker(row.worker)
            return (
              <tr
                key={row.number}
                aria-rowindex={index + 2}
                className={`tap-grid tap-row ${row.number === selected ? "lit" : ""}`}
                style={{ height: rowPx, transform: `translateY(${start}px)` }}
                data-testid={TEST_IDS.tapRow}
                data-number={row.number}
                data-state={row.state}
                data-client={clientName}
                data-worker={workerName}
              >
                <TapRow
                  row={row}
                  clientName={clientName}
                  workerName={workerName}
                  fullUs={fullUs}
                  selected={row.number === selected}
                  tabIndex={row.number === tabStop ? 0 : -1}
                  onSelect={() => select(row.number)}
                  onKeyDown={(event) => step(event, index)}
                />
              </tr>
            )
          })}
        </tbody>
      </table>
      {rows.length === 0 && <p className="px-6 py-3 text-label text-ink2">{emptyText}</p>}
    </div>
  )
}
