import { type KeyboardEvent, type PointerEvent, useState, useSyncExternalStore } from "react"
import { keyTarget, nearest } from "./cursor-moves.js"
import { markersNear } from "./markers.js"
import { Readout, type ReadoutRow, valueText } from "./Readout.js"
import { SpanBand } from "./SpanBand.js"
import { chartCursor } from "./stores.js"
import type { ChartPoint, ChartProps, Span } from "./types.js"
import type { Plot } from "./use-plot.js"

interface PlotCursorProps {
  readonly title: string
  readonly plot: Plot
  readonly span: Span
  readonly chart: ChartProps
  readonly readout: (point: ChartPoint) => readonly ReadoutRow[]
}

/** A drag shorter than this is a click, pixels. */
const LEAST_BRUSH_PX = 4
/** The cursor names the markers this near to it, pixels. */
const MARKER_REACH_PX = 7

/**
 * The cursor that all charts share: it follows the pointer over any of them, and the arrow keys in
 * the one that has the focus. A drag, or arrow keys with Shift, choose a span. Only this layer
 * renders as it moves.
 */
export function PlotCursor({ title, plot, span, chart, readout }: PlotCursorProps) {
  const atMs = useSyncExternalStore(chartCursor.subscribe, chartCursor.get)
  /** Where a drag began, and where it is now. */
  const [brush, setBrush] = useState<{ anchorMs: number; atMs: number } | null>(null)
  /** Where the cursor stood when Shift came to the arrow keys. */
  const [keyAnchorMs, setKeyAnchorMs] = useState<number | null>(null)
  const shown = chart.points.filter((point) => point.t >= span.fromMs)
  const at = atMs === null ? -1 : nearest(shown, atMs)
  const point = shown[at]
  const { onSelectSpan, frozen = false } = chart

  const msOf = (px: number) => (px / (plot.right - plot.left)) * (span.toMs - span.fromMs)
  const timeAt = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const share = (event.clientX - box.left) / box.width
    return span.fromMs + Math.min(Math.max(share, 0), 1) * (span.toMs - span.fromMs)
  }
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    const anchorMs = timeAt(event)
    setBrush({ anchorMs, atMs: anchorMs })
  }
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    const timeMs = timeAt(event)
    chartCursor.set(shown[nearest(shown, timeMs)]?.t ?? null)
    if (brush !== null && event.buttons !== 0) setBrush({ ...brush, atMs: timeMs })
  }
  const onPointerUp = (event: PointerEvent<HTMLDivElement>) => {
    if (brush === null) return
    setBrush(null)
    const chosen = spanBetween(brush.anchorMs, timeAt(event))
    onSelectSpan(chosen.toMs - chosen.fromMs < msOf(LEAST_BRUSH_PX) ? null : chosen)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const from = at === -1 ? shown.length - 1 : at
    const to = keyTarget(event.key, from, shown.length)
    if (to === undefined) return
    // Where there is nothing to give up, Escape is the page's.
    if (to === null && atMs === null && chart.span === null) return
    event.preventDefault()
    const toMs = to === null ? null : (shown[to]?.t ?? null)
    chartCursor.set(toMs)
    if (toMs === null) onSelectSpan(null)
    if (toMs === null || !event.shiftKey) return setKeyAnchorMs(null)
    const anchorMs = keyAnchorMs ?? shown[from]?.t ?? toMs
    setKeyAnchorMs(anchorMs)
    onSelectSpan(spanBetween(anchorMs, toMs))
  }
  const leave = () => {
    chartCursor.set(null)
    setKeyAnchorMs(null)
  }

  return (
    <>
      {brush !== null && (
        <SpanBand plot={plot} span={span} chosen={spanBetween(brush.anchorMs, brush.atMs)} />
      )}
      <div
        className="chart-cursor"
        role="slider"
        tabIndex={0}
        aria-label={`${title}: time`}
        aria-valuemin={0}
        aria-valuemax={shown.length - 1}
        aria-valuenow={at === -1 ? shown.length - 1 : at}
        aria-valuetext={valueText(point ?? shown.at(-1), span, frozen, readout)}
        style={{
          left: plot.left,
          top: plot.top,
          width: plot.right - plot.left,
          height: plot.bottom - plot.top,
        }}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={() => setBrush(null)}
        onPointerLeave={leave}
        onBlur={leave}
        onKeyDown={onKeyDown}
      />
      {point !== undefined && (
        <Readout
          plot={plot}
          span={span}
          frozen={frozen}
          point={point}
          rows={readout(point)}
          markers={markersNear(chart.markers, point.t, msOf(MARKER_REACH_PX))}
        />
      )}
    </>
  )
}

function spanBetween(oneMs: number, otherMs: number): Span {
  return { fromMs: Math.min(oneMs, otherMs), toMs: Math.max(oneMs, otherMs) }
}
