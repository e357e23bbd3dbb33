import type { Marker } from "@zmqscope/protocol"
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
  const atX = point === undefined ? Number.NaN : plot.x(point.t)
  const near = all.find(({ x }) => Math.abs(x - atX) <= REACH_PX)
  const named = near && nameMarker(near, plot)
  const shown = named ? all.map((one) => (one === near ? named : { ...one, label: null })) : all
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
  const groups: { x: number; markers: Marker[] }[] = []
  const shown = markers
    .filter(({ atMs }) => atMs >= room.span.fromMs && atMs <= room.span.toMs)
    .sort((one, other) => one.atMs - other.atMs)
  for (const marker of shown) {
    const x = room.x(marker.atMs)
    const group = groups.at(-1)
    if (group !== undefined && x - group.x < MERGE_PX) group.markers.push(marker)
    else groups.push({ x, markers: [marker] })
  }
  let takenUntil = room.left
  return groups.map(({ x, markers: merged }, at) => {
    const text = textOf(merged, 1)
    const widthPx = text.length * CHARACTER_REM * room.remPx + 2 * GAP_PX
    const fitsRight = x + widthPx <= (groups[at + 1]?.x ?? room.widthPx)
    const fitsLeft = x - widthPx >= takenUntil
    takenUntil = fitsRight ? x + widthPx : x
    const label = fitsRight ? labelAt(x, "start") : fitsLeft ? labelAt(x, "end") : null
    return { x, text, markers: merged, label }
  })
}

/** What one of them says, whatever stands beside it: on the side where there is more room. */
export function nameMarker(placed: PlacedMarker, { left, widthPx }: Room): PlacedMarker {
  const isLeft = placed.x - left < (widthPx - left) / 2
  const text = textOf(placed.markers, MAX_NAMED)
  return { ...placed, text, label: labelAt(placed.x, isLeft ? "start" : "end") }
}

function labelAt(x: number, anchor: "start" | "end"): PlacedMarker["label"] {
  return { x: anchor === "start" ? x + GAP_PX : x - GAP_PX, anchor }
}

/** The last few by their texts, the others by their count. */
function textOf(markers: readonly Marker[], most: number): string {
  const others = markers.length - most
  const named = markers.slice(-most).map(({ text }) => text)
  return named.join(", ") + (others > 0 ? ` +${others}` : "")
}
