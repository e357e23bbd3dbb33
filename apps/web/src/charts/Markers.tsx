import type { Marker } from "@zmqscope/protocol"
import { TEST_IDS } from "../test-ids.js"
import { Layer } from "./Bands.js"
import { useCursorPoint } from "./cursor.js"
import type { Plot } from "./plot.js"
import type { ChartProps } from "./types.js"

/** Markers nearer to each other than this are drawn as one rule, pixels. */
const MERGE_PX = 14
/** Between a rule and its text, and between a text and the next rule. */
const GAP_PX = 5
const CHARACTER_REM = 0.4
/** Of many markers at one place, so many are named. */
const MAX_NAMED = 3
/** The cursor names the markers this near to it, pixels. */
const REACH_PX = 8

interface MarkersProps {
  readonly plot: Plot
  readonly chart: ChartProps
}

/** What happened, as dotted rules with their words; near the cursor, all there is to say. */
export function Markers({ plot, chart }: MarkersProps) {
  const point = useCursorPoint(chart.points, plot.span)
  const all = placeMarkers(chart.markers, plot)
  const isNear = ({ x }: { readonly x: number }) =>
    point !== undefined && Math.abs(x - plot.x(point.t)) <= REACH_PX
  const near = all.find(isNear)
  const shown =
    near === undefined
      ? all
      : all.map((one) => (one === near ? nameMarker(one, plot) : { ...one, label: null }))
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
  readonly text: string
  readonly markers: readonly Marker[]
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
    const text = groupText(merged)
    const until = groups[at + 1]?.x ?? room.widthPx
    const widthPx = text.length * CHARACTER_REM * room.remPx
    const fitsRight = x + widthPx + 2 * GAP_PX <= until
    const fitsLeft = x - widthPx - 2 * GAP_PX >= takenUntil
    const label = fitsRight
      ? ({ x: x + GAP_PX, anchor: "start" } as const)
      : fitsLeft
        ? ({ x: x - GAP_PX, anchor: "end" } as const)
        : null
    takenUntil = fitsRight ? x + widthPx + GAP_PX : x
    return { x, text, markers: merged, label }
  })
}

/** What one of them says, whatever stands beside it: on the side where there is more room. */
export function nameMarker(placed: PlacedMarker, { left, widthPx }: Room): PlacedMarker {
  const label =
    placed.x - left < (widthPx - left) / 2
      ? ({ x: placed.x + GAP_PX, anchor: "start" } as const)
      : ({ x: placed.x - GAP_PX, anchor: "end" } as const)
  const named = placed.markers.slice(0, MAX_NAMED).map(({ text }) => text)
  const others = placed.markers.length - named.length
  return { ...placed, text: named.join(", ") + (others > 0 ? `, ${others} more` : ""), label }
}

function groupText([first, ...others]: readonly Marker[]): string {
  return (first?.text ?? "") + (others.length > 0 ? ` +${others.length}` : "")
}
