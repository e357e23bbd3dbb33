import type { Marker } from "@zmqscope/protocol"
import { timeOfDay } from "./axis.js"
import { type SeriesLook, SeriesMark } from "./SeriesMark.js"
import { xOf } from "./scale.js"
import type { ChartPoint, Span } from "./types.js"
import type { Plot } from "./use-plot.js"

export interface ReadoutRow extends SeriesLook {
  readonly id: string
  readonly name: string
  readonly value: string
}

interface ReadoutProps {
  readonly plot: Plot
  readonly span: Span
  /** The span ends at no now that anything could be so long ago from. */
  readonly frozen: boolean
  readonly point: ChartPoint
  readonly rows: readonly ReadoutRow[]
  /** What happened about then. */
  readonly markers: readonly Marker[]
}

/** Of many markers at one place, so many are named. */
const MAX_NAMED_MARKERS = 4

/** The cursor's rule, and every series' value at it. */
export function Readout({ plot, span, frozen, point, rows, markers }: ReadoutProps) {
  const x = xOf(point.t, span, plot)
  const onLeft = x > (plot.left + plot.right) / 2
  const side = onLeft ? { right: plot.widthPx - x + 8 } : { left: x + 8 }
  return (
    <div className="chart-layer" aria-hidden="true">
      <div
        className="chart-cursor-rule"
        style={{ left: x, top: plot.top, height: plot.bottom - plot.top }}
      />
      <div className="chart-readout" style={{ top: plot.top, ...side }}>
        <span className="chart-readout-time">{timeText(point, span, frozen)}</span>
        {markers.slice(0, MAX_NAMED_MARKERS).map((marker) => (
          <span key={`${marker.atMs} ${marker.text}`} className="chart-readout-marker">
            {marker.text}
          </span>
        ))}
        {markers.length > MAX_NAMED_MARKERS && (
          <span>and {markers.length - MAX_NAMED_MARKERS} more</span>
        )}
        {point.gap === null ? (
          rows.map((row) => (
            <div key={row.id} className="chart-readout-row">
              <SeriesMark look={row} />
              <span>{row.name}</span>
              <b>{row.value}</b>
            </div>
          ))
        ) : (
          <span>{gapText(point)}</span>
        )}
      </div>
    </div>
  )
}

function timeText(point: ChartPoint, span: Span, frozen: boolean): string {
  const time = timeOfDay(point.t)
  if (frozen) return time
  const back = Math.round((span.toMs - point.t) / 1000)
  return back < 120 ? `${time}, ${back} s ago` : `${time}, ${Math.round(back / 60)} min ago`
}

function gapText(point: ChartPoint): string {
  return point.gap === "missed" ? `no data: ${point.missed} records missed` : "no data"
}

/** The same in words. */
export function valueText(
  point: ChartPoint | undefined,
  span: Span,
  frozen: boolean,
  readout: (point: ChartPoint) => readonly ReadoutRow[],
): string {
  if (point === undefined) return "no data"
  const time = timeText(point, span, frozen)
  if (point.gap !== null) return `${time}: ${gapText(point)}`
  const values = readout(point).map((row) => `${row.name} ${row.value}`)
  return `${time}: ${values.join(", ")}`
}
