import type { Marker } from "@zmqscope/protocol"
import { sort } from "d3-array"
import { TEST_IDS } from "../test-ids.js"
import { Layer } from "./Bands.js"
import { useCursorPoint } from "./cursor.js"
import { type Plot, useDrawing } from "./plot.js"

/** Markers nearer to each other than this are drawn as one rule, pixels. */
const MERGE_PX = 14
/** Between a rule and its text, and between a text and the next rule. */
const GAP_PX = 5
const CHARACTER_REM = 0.4
/** Of many markers at one place, so many are named. */
const MAX_NAMED = 3
/** The cursor names the markers this near to it, pixels. */
const REACH_PX = 8

/** What happened, as dotted rules with their words; near the cursor, all there is to say. */
export function Markers() {
  const { plot, chart } = useDrawing()
  const point = useCursorPoint(chart)
  const all = placeMarkers(chart.markers, plot)
  const near = point && all.find(({ x }) => Math.abs(x - plot.x(point.t)) <= REACH_PX)
  // It says more than there is room for beside others.
  const shown = near
    ? all.map((one) => (one === near ? nameMarker(near, plot) : { ...one, label: null }))
    : all
  return (
    <Layer>
      {shown.map(({ x, text, markers, label }) => (
        <g
          key={markers[0]?.atMs}
          data-testid={TEST_IDS.chartMarker}
          data-text={markers.map((marker) => marker.text).join("; ")}
        >
          <path
            className="stroke-ink3 [stroke-dasharray:2_3]"
            d={`M${Math.round(x) + 0.5} ${plot.top - plot.remPx * 0.9}V${plot.bottom}`}
          />
          {label !== null && (
            <text
              className="fill-ink2 text-tiny"
              x={label.x}
              y={plot.top - plot.remPx * 0.25}
              textAnchor={label.anchor}
            >
              {text}
            </text>
          )}
        </g>
      ))}
    </Layer>
  )
}

interface PlacedMarker {
  readonly x: number
  readonly markers: readonly Marker[]
  readonly text: string
  /** Null when there is no room for the text: none is cut. */
  readonly label: { readonly x: number; readonly anchor: "start" | "end" } | null
}

type Room = Pick<Plot, "left" | "right" | "widthPx" | "remPx" | "span" | "x">

/** Where the window's markers stand: near ones collapse into one, texts never overlap. */
export function placeMarkers(markers: readonly Marker[], room: Room): readonly PlacedMarker[] {
  const { span, left, widthPx, remPx } = room
  const groups: { x: number; markers: Marker[] }[] = []
  for (const marker of sort(markers, ({ atMs }) => atMs)) {
    if (marker.atMs < span.fromMs || marker.atMs > span.toMs) continue
    const x = room.x(marker.atMs)
    const group = groups.at(-1)
    if (group !== undefined && x - group.x < MERGE_PX) group.markers.push(marker)
    else groups.push({ x, markers: [marker] })
  }
  let takenUntil = left
  return groups.map((group, at) => {
    const { x } = group
    const text = textOf(group.markers, 1)
    const textPx = text.length * CHARACTER_REM * remPx + 2 * GAP_PX
    const fitsRight = x + textPx <= (groups[at + 1]?.x ?? widthPx)
    const fitsLeft = x - textPx >= takenUntil
    takenUntil = fitsRight ? x + textPx : x
    const label = fitsRight || fitsLeft ? labelAt(x, fitsRight) : null
    return { ...group, text, label }
  })
}

/** What one of them says, whatever stands beside it: on the side where there is more room. */
export function nameMarker(placed: PlacedMarker, { left, widthPx }: Room): PlacedMarker {
  const isLeft = placed.x - left < (widthPx - left) / 2
  const text = textOf(placed.markers, MAX_NAMED)
  return { ...placed, text, label: labelAt(placed.x, isLeft) }
}

function labelAt(x: number, isRight: boolean): PlacedMarker["label"] {
  return isRight ? { x: x + GAP_PX, anchor: "start" } : { x: x - GAP_PX, anchor: "end" }
}

/** The last few by their texts, the others by their count. */
function textOf(markers: readonly Marker[], most: number): string {
  const others = markers.length - most
  const named = markers.slice(-most).map(({ text }) => text)
  return named.join(", ") + (others > 0 ? ` +${others}` : "")
}
