import type { ChartPoint, Span } from "@zmqscope/model"
import { type KeyboardEvent, type PointerEvent, useState } from "react"
import { ChosenSpan, Layer } from "./Bands.js"
import { chartCursor, cursorPoint, keyTarget, useCursorPoint } from "./cursor.js"
import { fullName, valueText } from "./EndLabels.js"
import { useDrawing } from "./plot.js"
import { gapText, momentText } from "./view.js"

/** A drag shorter than this is a click, pixels. */
const LEAST_BRUSH_PX = 4

/**
 * The cursor that all charts share: it follows the pointer over any of them, and the arrow keys in
 * the one that has the focus. A drag, or arrow keys with Shift, choose a span. Of a chart only this
 * layer, the labels and the head render as it moves.
 */
export function PlotCursor() {
  const { title, plot, chart, shown: series, format } = useDrawing()
  /** Where a drag began, and where it is now. */
  const [brush, setBrush] = useState<{ anchorMs: number; atMs: number } | null>(null)
  /** Where the cursor stood when Shift came to the arrow keys. */
  const [keyAnchorMs, setKeyAnchorMs] = useState<number | null>(null)
  const { left, top, right, bottom, span, msAt, x } = plot
  const shown = chart.points.filter((point) => point.t >= span.fromMs)
  const point = useCursorPoint(chart)
  const at = point === undefined ? shown.length - 1 : shown.indexOf(point)
  const told = shown[at]
  const { onSelectSpan } = chart

  const timeAt = ({ currentTarget, clientX }: PointerEvent) => {
    const px = left + clientX - currentTarget.getBoundingClientRect().left
    return msAt(Math.min(Math.max(px, left), right))
  }
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    setBrush({ anchorMs: timeAt(event), atMs: timeAt(event) })
  }
  const onPointerMove = (event: PointerEvent) => {
    const atMs = timeAt(event)
    chartCursor.set(cursorPoint(chart, atMs)?.t ?? null)
    if (brush !== null && event.buttons !== 0) setBrush({ ...brush, atMs })
  }
  const onPointerUp = (event: PointerEvent) => {
    if (brush === null) return
    setBrush(null)
    const chosen = spanBetween(brush.anchorMs, timeAt(event))
    onSelectSpan(x(chosen.toMs) - x(chosen.fromMs) < LEAST_BRUSH_PX ? null : chosen)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const to = keyTarget(event.key, at, shown.length)
    if (to === undefined) return
    // Where there is nothing to give up, Escape is the page's.
    if (to === null && point === undefined && chart.span === null) return
    event.preventDefault()
    const toMs = shown[to ?? -1]?.t ?? null
    const anchorMs = toMs !== null && event.shiftKey ? (keyAnchorMs ?? told?.t ?? toMs) : null
    chartCursor.set(toMs)
    setKeyAnchorMs(anchorMs)
    if (toMs === null) onSelectSpan(null)
    else if (anchorMs !== null) onSelectSpan(spanBetween(anchorMs, toMs))
  }
  const leave = () => {
    chartCursor.set(null)
    setKeyAnchorMs(null)
  }
  const tell = (moment: ChartPoint) => {
    const known = series.filter((one) => one.read(moment) !== null)
    const values = known.map((one) => `${fullName(one)} ${valueText(one, moment, format)}`)
    return `${momentText(moment, chart)}: ${gapText(moment) ?? values.join(", ")}`
  }
  const jsonOf = (moment: ChartPoint) =>
    JSON.stringify(Object.fromEntries(series.map((one) => [one.id, one.read(moment)])))
  const ruleX = point === undefined ? null : Math.round(x(point.t)) + 0.5

  return (
    <>
      <Layer>
        {brush !== null && <ChosenSpan of={spanBetween(brush.anchorMs, brush.atMs)} />}
        {ruleX !== null && <path className="stroke-ink2" d={`M${ruleX} ${top}V${bottom}`} />}
      </Layer>
      <div
        className="absolute cursor-crosshair touch-pan-y"
        role="slider"
        tabIndex={0}
        aria-label={`${title}: ${chart.unit === "/s" ? "load" : "time"}`}
        aria-valuemin={0}
        aria-valuemax={shown.length - 1}
        aria-valuenow={at}
        aria-valuetext={told === undefined ? "no data" : tell(told)}
        data-ends-at={told?.t}
        data-width={told?.widthMs}
        // For machines: what each series has, by its id; null where there is nothing.
        data-values={told && jsonOf(told)}
        style={{ left, top, width: right - left, height: bottom - top }}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={() => setBrush(null)}
        onPointerLeave={leave}
        onBlur={leave}
        onKeyDown={onKeyDown}
      />
    </>
  )
}

function spanBetween(oneMs: number, otherMs: number): Span {
  return { fromMs: Math.min(oneMs, otherMs), toMs: Math.max(oneMs, otherMs) }
}
