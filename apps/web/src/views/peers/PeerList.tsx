import type { PeerSide } from "@zmqscope/model"
import { type ComponentType, type KeyboardEvent, useCallback, useEffect, useRef } from "react"
import {
  bringIntoSight,
  useApp,
  useRootPx,
  useRowPlaces,
  useRowsInSight,
  useSize,
} from "../../hooks/index.js"
import { placeAfter, TO_ENDS } from "../../place-after.js"
import { TEST_IDS } from "../../test-ids.js"
import { useTabStop } from "./use-tab-stop.js"

/** For a row's buttons: the list is one tab stop, arrow keys go from row to row. */
export interface RowContext {
  readonly tabIndex: 0 | -1
  readonly onKeyDown: (event: KeyboardEvent) => void
  /** There is room for one line of it. */
  readonly isLow: boolean
}

export interface PeerListProps<P> {
  readonly label: string
  readonly side: PeerSide
  readonly peers: readonly P[]
  /** Height of a row, at least. */
  readonly rowRem: number
  /** The same where all of them are in sight by that alone: then the flow has a wire for each. */
  readonly lowRem?: number
  readonly Row: ComponentType<RowContext & { readonly peer: P }>
  /** The Delete key on a row. */
  readonly onDelete: (peer: P) => void
}

const MOVES = { ArrowDown: 1, ArrowUp: -1, ...TO_ENDS }

/** How much higher than it must be a row gets at most. */
const MOST_STRETCH = 1.75

/** A list of peers of any length: only its tab stop and the rows in sight are in the page. */
export function PeerList<P extends { readonly name: string }>(props: PeerListProps<P>) {
  const { peers, rowRem, lowRem, Row } = props
  const { dialogs } = useApp().actions
  const scroller = useRef<HTMLDivElement>(null)
  const [column, { height: roomPx }] = useSize<HTMLDivElement>()
  const focusWanted = useRef(false)
  const [active, setActive] = useTabStop(peers)
  const rootPx = useRootPx()
  // Few share the room that there is, and so the flow beside them.
  const sharePx = roomPx / Math.max(1, peers.length)
  const isLow = sharePx < rowRem * rootPx && sharePx >= (lowRem ?? rowRem) * rootPx
  const leastPx = (isLow ? (lowRem ?? rowRem) : rowRem) * rootPx
  const rowPx = Math.max(leastPx, Math.min(leastPx * MOST_STRETCH, sharePx))
  useRowPlaces(props.side, scroller, peers, rowPx)
  const { from, until } = useRowsInSight(scroller, rowPx, peers.length)
  useEffect(() => {
    if (!focusWanted.current) return
    focusWanted.current = false
    const button = scroller.current?.querySelector<HTMLElement>(`[data-index="${active}"] button`)
    button?.focus()
  })
  const passFocusOn = useCallback(
    (row: HTMLElement | null) => () => {
      // Called before it leaves the page: the focus in it, or in the menu that is open from it, goes
      // to the row that takes its place.
      const isLeft = row?.querySelector(":focus, [aria-haspopup=menu][aria-expanded=true]") ?? null
      if (isLeft !== null) focusWanted.current = true
    },
    [],
  )

  const onKeyDown = (event: KeyboardEvent) => {
    const next = placeAfter(event.key, MOVES, active, peers.length)
    const peer = peers[active]
    if (next !== null) {
      focusWanted.current = true
      setActive(next)
      if (scroller.current !== null) bringIntoSight(scroller.current, next, rowPx)
    } else if (event.key === "i" && !hasModifier(event) && peer !== undefined) {
      const kind = props.side === "clients" ? "client" : "worker"
      dialogs.set({ type: "peer", kind, name: peer.name })
    } else if (event.key === "Delete" && peer !== undefined) {
      // Once for as long as it is held: the focus goes on to the next row, which nobody meant.
      if (!event.repeat) props.onDelete(peer)
    } else return
    event.preventDefault()
  }

  return (
    <div ref={column} className="flex min-h-0 grow flex-col">
      <div
        ref={scroller}
        data-testid={TEST_IDS[props.side]}
        className="live min-h-0 overflow-y-auto"
      >
        <ul aria-label={props.label} className="relative" style={{ height: peers.length * rowPx }}>
          {peers.map((peer, index) => {
            if ((index < from || index >= until) && index !== active) return null
            return (
              <li
                key={peer.name}
                ref={passFocusOn}
                aria-setsize={peers.length}
                aria-posinset={index + 1}
                data-index={index}
                onFocus={() => setActive(index)}
                className="absolute inset-x-0 top-0"
                style={{ height: rowPx, transform: `translateY(${index * rowPx}px)` }}
              >
                <Row
                  peer={peer}
                  tabIndex={index === active ? 0 : -1}
                  onKeyDown={onKeyDown}
                  isLow={isLow}
                />
              </li>
            )
          })}
        </ul>
      </div>
    </div>
  )
}

function hasModifier({ ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return ctrlKey || metaKey || altKey
}
