import { type KeyboardEvent, type PointerEvent, useSyncExternalStore } from "react"
import { timeOfDay } from "./axis.js"
import { type SeriesLook, SeriesMark } from "./SeriesMark.js"
import { xOf } from "./scale.js"
import { chartCursor } from "./stores.js"
import type { ChartPoint, ChartProps, Span } from "./types.js"
import type { Plot } from "./use-plot.js"

export interface ReadoutRow extends SeriesLook {
  readonly id: string
  readonly name: string
  readonly value: string
}

interface PlotCursorProps {
  readonly title: string
  readonly plot: Plot
  readonly span: Span
  readonly chart: ChartProps
  readonly readout: (point: ChartPoint) => readonly ReadoutRow[]
}

const PAGE_POINTS = 10

/**
 * The cursor that all charts share: it follows the pointer over any of them, and the arrow keys in
 * the one that has the focus. Only this layer renders as it moves.
 */
export function PlotCursor({ title, plot, span, chart, readout }: PlotCursorProps) {
  const atMs = useSyncExternalStore(chartCursor.subscribe, chartCursor.get)
  const shown = chart.points.filter((point) => point.t >= span.fromMs)
  const at = atMs === null ? -1 : nearest(shown, atMs)
  const point = shown[at]

  const moveTo = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const share = (event.clientX - box.left) / box.width
    const wantedMs = span.fromMs + Math.min(Math.max(share, 0), 1) * (span.toMs - span.fromMs)
    chartCursor.set(shown[nearest(shown, wantedMs)]?.t ?? null)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const from = at === -1 ? shown.length - 1 : at
    const to = keyTarget(event.key, from, shown.length)
    if (to === undefined) return
    event.preventDefault()
    chartCursor.set(to === null ? null : (shown[to]?.t ?? null))
  }

  return (
    <>
      <div
        className="chart-cursor"
        role="slider"
        tabIndex={0}
        aria-label={`${title}: time`}
        aria-valuemin={0}
        aria-valuemax={shown.length - 1}
        aria-valuenow={at === -1 ? shown.length - 1 : at}
        aria-valuetext={valueText(point ?? shown.at(-1), span, readout)}
        style={{
          left: plot.left,
          top: plot.top,
          width: plot.right - plot.left,
          height: plot.bottom - plot.top,
        }}
        onPointerMove={moveTo}
        onPointerLeave={() => chartCursor.set(null)}
        onBlur={() => chartCursor.set(null)}
        onKeyDown={onKeyDown}
      />
      {point !== undefined && (
        <Readout plot={plot} span={span} point={point} rows={readout(point)} />
      )}
    </>
  )
}

interface ReadoutProps {
  readonly plot: Plot
  readonly span: Span
  readonly point: ChartPoint
  readonly rows: readonly ReadoutRow[]
}

function Readout({ plot, span, point, rows }: ReadoutProps) {
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
        <span className="chart-readout-time">{timeText(point, span)}</span>
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

function timeText(point: ChartPoint, span: Span): string {
  const back = Math.round((span.toMs - point.t) / 1000)
  return back < 120
    ? `${timeOfDay(point.t)}, ${back} s ago`
    : `${timeOfDay(point.t)}, ${Math.round(back / 60)} min ago`
}

function gapText(point: ChartPoint): string {
  return point.gap === "missed" ? `no data: ${point.missed} records missed` : "no data"
}

function valueText(
  point: ChartPoint | undefined,
  span: Span,
  readout: PlotCursorProps["readout"],
): string {
  if (point === undefined) return "no data"
  if (point.gap !== null) return `${timeText(point, span)}: ${gapText(point)}`
  const values = readout(point).map((row) => `${row.name} ${row.value}`)
  return `${timeText(point, span)}: ${values.join(", ")}`
}

/** Index of the point nearest in time; -1 without points. */
export function nearest(points: readonly ChartPoint[], atMs: number): number {
  let best = -1
  let bestDistance = Number.POSITIVE_INFINITY
  points.forEach((point, index) => {
    const distance = Math.abs(point.t - atMs)
    if (distance < bestDistance) {
      best = index
      bestDistance = distance
    }
  })
  return best
}

/** Where a key takes the cursor: an index, null for away with it, undefined for no key of ours. */
function keyTarget(key: string, from: number, count: number): number | null | undefined {
  const clamp = (index: number) => Math.min(Math.max(index, 0), count - 1)
  switch (key) {
    case "ArrowLeft":
    case "ArrowDown":
      return clamp(from - 1)
    case "ArrowRight":
    case "ArrowUp":
      return clamp(from + 1)
    case "PageDown":
      return clamp(from - PAGE_POINTS)
    case "PageUp":
      return clamp(from + PAGE_POINTS)
    case "Home":
      return 0
    case "End":
      return count - 1
    case "Escape":
      return null
    default:
      return undefined
  }
}
