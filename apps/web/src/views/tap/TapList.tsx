import { toggleTerm } from "@zmqscope/filter"
import { lastStepAt } from "@zmqscope/metrics"
import { roundTripUs, spanUs, type TapBoard } from "@zmqscope/model"
import type { Envelope } from "@zmqscope/protocol"
import {
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type UIEvent,
  useEffect,
  useRef,
} from "react"
import {
  bringIntoSight,
  useApp,
  useRootPx,
  useRowsInSight,
  useSelection,
  useTap,
  useUrl,
} from "../../hooks/index.js"
import type { Selection } from "../../url-state.js"
import { fullBarFor } from "../peers/bar-scale.js"
import { type Cell, keyTarget } from "./key-target.js"
import { tracksOf } from "./layout.js"
import { TapHead } from "./TapHead.js"
import { TapRow } from "./TapRow.js"
import type { Hold } from "./use-hold.js"

const ROW_REM = 1.375
const HEAD_REM = 1.5625

/** The rows themselves: those in sight are in the page. */
export function TapList(props: { readonly hold: Hold; readonly emptyText: string }) {
  const { hold, release } = props.hold
  const { live, url } = useApp()
  const tap = useTap()
  const { tapColumns } = useUrl()
  const { selection } = useSelection()
  const scroller = useRef<HTMLDivElement>(null)
  const rootPx = useRootPx()
  const rowPx = ROW_REM * rootPx
  const { count, held, nowAt } = tap
  const { top, from, until, slots } = useRowsInSight(scroller, rowPx, count)
  const drawn = drawnRows(tap, from, until)
  const spans = drawn.map(({ row }) => spanUs(row, nowAt))
  const trips = drawn.flatMap(({ row }) => roundTripUs(row) ?? [])
  // One that waits for ever would leave nothing to be seen of all others.
  const fullUs = fullBarFor(Math.max(1000, ...(trips.length > 0 ? trips : spans)))
  const selected = selection?.kind === "envelope" ? selection.number : null
  const focusWanted = useRef<{ readonly number: number; readonly cell: number } | null>(null)
  /** Where the list scrolled to by itself, and nobody scrolled it. */
  const ownTop = useRef(0)
  const firstInSight = drawn.find(({ index }) => index >= top)?.row.number
  const tabStop = drawn.some(({ row }) => row.number === selected) ? selected : firstInSight

  useEffect(() => {
    if (!held) scroller.current?.scrollTo({ top: 0 })
  }, [held])
  useEffect(() => {
    // An envelope opened from elsewhere is brought into sight where the list has it.
    const element = scroller.current
    if (selected === null || element === null || !tap.held) return
    const index = tap.indexOf(selected, Math.floor(element.scrollTop / rowPx))
    if (index >= 0) ownTop.current = bringIntoSight(element, index, rowPx, HEAD_REM * rootPx)
  }, [selected, tap, rowPx, rootPx])
  useEffect(() => {
    const wanted = focusWanted.current
    if (wanted === null) return
    const row = scroller.current?.querySelector(`[data-number="${wanted.number}"]`)
    const cells = row?.querySelectorAll("button")
    const cell = cells?.[Math.min(wanted.cell, cells.length - 1)]
    if (cell === undefined) return
    focusWanted.current = null
    cell.focus({ preventScroll: true })
  })

  const onClick = (event: MouseEvent) => {
    const at = placeOf(event.target)
    if (at === null) return
    hold("used")
    if (at.term !== undefined) {
      const term = event.shiftKey ? `-${at.term}` : at.term
      url.step({ filter: toggleTerm(url.get().filter, term) })
    } else {
      const next: Selection = { kind: "envelope", number: at.number }
      url.step({ selection: selected === at.number ? null : next })
    }
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const at = placeOf(event.target)
    const element = scroller.current
    if (at === null || element === null || event.altKey || event.ctrlKey || event.metaKey) return
    if (event.key === "Escape" && selected === null) release("used")
    const page = Math.max(1, Math.floor(element.clientHeight / rowPx) - 2)
    const to = keyTarget(event.key, at, page, count)
    if (to === null) return
    // At an end, too: there a key of the list's is not one of the page's.
    event.preventDefault()
    hold("used")
    const { index, cell } = to
    const row = tap.at(index)
    if (row === undefined) return
    focusWanted.current = { number: row.number, cell }
    ownTop.current = bringIntoSight(element, index, rowPx, HEAD_REM * rootPx)
    // With one open, the arrows walk from envelope to envelope.
    if (selected !== null && index !== at.index) {
      url.set({ selection: { kind: "envelope", number: row.number } })
    } else if (index === at.index) {
      focusCell(event.target, cell)
      focusWanted.current = null
    } else {
      tap.redraw()
    }
  }

  const onScroll = ({ currentTarget: { scrollTop } }: UIEvent) => {
    if (scrollTop === 0) release("scrolled")
    else if (Math.abs(scrollTop - ownTop.current) > 1) hold("scrolled")
  }
  const onBlur = ({ currentTarget, relatedTarget }: FocusEvent) => {
    // Of one that is open it stays in hand, wherever the focus goes.
    if (selected === null && !currentTarget.contains(relatedTarget)) release("used")
  }

  return (
    <div ref={scroller} onScroll={onScroll} className="live min-h-0 grow overflow-auto">
      <table
        aria-label="Latest envelopes"
        aria-rowcount={count + 1}
        aria-busy={tap.busy}
        className="block min-w-max"
        style={{ "--tap-columns": tracksOf(tapColumns) }}
        // A list that runs on under the pointer, or under the focus, could not be used.
        onPointerDown={(event) => placeOf(event.target) !== null && hold("used")}
        onFocus={(event) => placeOf(event.target) !== null && hold("used")}
        onBlur={onBlur}
        onClick={onClick}
        onKeyDown={onKeyDown}
      >
        <TapHead />
        <tbody className="relative block" style={{ height: count * rowPx }}>
          {drawn.map(({ row, index }) => {
            const clientName = live.roster.client(row.client)
            const workerName = row.worker === null ? "" : live.roster.worker(row.worker)
            return (
              <TapRow
                // While it runs every row is another each time: elements stay, and are written into.
                key={index % slots}
                row={row}
                index={index}
                nowAt={row.endedAt === null ? nowAt : 0}
                movedAt={lastStepAt(row)}
                columns={tapColumns}
                clientName={clientName}
                workerName={workerName}
                fullUs={fullUs}
                epochUnixUs={live.epochUnixUs}
                topPx={index * rowPx}
                heightPx={rowPx}
                selected={row.number === selected}
                akin={isOf(selection, clientName, workerName)}
                tabStop={row.number === tabStop}
              />
            )
          })}
        </tbody>
      </table>
      {count === 0 && <p className="px-6 py-3 text-label text-ink2">{props.emptyText}</p>}
    </div>
  )
}

/** The rows from one index to before another, with their places in the list. */
function drawnRows(tap: TapBoard, from: number, until: number) {
  const drawn: { readonly index: number; readonly row: Envelope }[] = []
  for (let index = from; index < until; index += 1) {
    const row = tap.at(index)
    if (row !== undefined) drawn.push({ index, row })
  }
  return drawn
}

interface Place extends Cell {
  readonly number: number
  readonly term: string | undefined
}

/** Which row's which button an event is about. */
function placeOf(target: EventTarget): Place | null {
  if (!(target instanceof HTMLElement)) return null
  const row = target.closest<HTMLElement>("tr[data-number]")
  if (row === null) return null
  const button = target.closest("button")
  return {
    number: Number(row.dataset["number"]),
    index: Number(row.dataset["index"]),
    cell: button === null ? 0 : [...row.querySelectorAll("button")].indexOf(button),
    term: button?.dataset["term"],
  }
}

function focusCell(target: EventTarget, cell: number): void {
  if (!(target instanceof HTMLElement)) return
  target.closest("tr")?.querySelectorAll("button")[cell]?.focus()
}

function isOf(selection: Selection | null, clientName: string, workerName: string): boolean {
  if (selection?.kind === "client") return selection.name === clientName
  return selection?.kind === "worker" && selection.name === workerName
}
