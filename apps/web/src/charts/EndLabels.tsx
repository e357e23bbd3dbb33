import { type ChartPoint, isKnown, lastPoint } from "@zmqscope/model"
import { mean, sum } from "d3-array"
import { useState } from "react"
import { useApp } from "../hooks/index.js"
import { fitLabel, LabelMemory, spreadLabels } from "../ui/index.js"
import { useCursorPoint } from "./cursor.js"
import { type Drawing, labelRoom, useDrawing } from "./plot.js"
import type { Series } from "./types.js"

/** How many points at the end a label goes by: one alone would make it tremble. */
const TAIL_POINTS = 6

/**
 * The series' names, each where its series ends, and while the cursor stands somewhere their values
 * there: nothing covers what is read. A press turns a series off and on, on all charts.
 */
export function EndLabels() {
  const { plot, chart, series, scaled, format } = useDrawing()
  const [memory] = useState(() => new LabelMemory())
  const { url } = useApp()
  const { points, hidden } = chart
  const point = useCursorPoint(chart)
  const pitch = plot.remPx * 0.86
  const labels = placeLabels(points, series, hidden, scaled)
  const wanted = labels.map((label) => ({ ...label, y: plot.y(label.at) }))
  const room = { top: plot.top + pitch / 4, bottom: plot.bottom - pitch / 4, pitch }
  const places = spreadLabels(memory.settle(wanted, pitch), room)
  return (
    <div className="absolute inset-y-0 right-0" style={{ left: plot.right + plot.remPx * 0.4 }}>
      {labels.map(({ one, id, strong, hasGone, isOver }) => {
        const y = places.get(id)
        if (y === undefined) return null
        const name = fullName(one) + (hasGone ? ", gone" : "")
        const value = point === undefined || hidden.has(id) ? "" : valueText(one, point, format)
        const text = value || (hasGone ? "gone" : "")
        return (
          <button
            key={id}
            type="button"
            className={`absolute flex max-w-full -translate-y-1/2 items-center gap-1 text-tiny leading-none whitespace-nowrap hover:text-ink aria-[pressed=false]:text-ink3 aria-[pressed=false]:line-through ${strong ? "font-semibold text-ink" : hasGone || isOver ? "text-ink3" : "text-ink2"}`}
            aria-pressed={!hidden.has(id)}
            aria-label={`Show ${name}`}
            title={value === "" ? name : `${name}: ${value}`}
            style={{ top: y, height: pitch }}
            onClick={() => url.toggleSeries(id)}
          >
            <SeriesMark look={one} />
            <span>{fitLabel(one.name, text, labelRoom(plot))}</span>
          </button>
        )
      })}
    </div>
  )
}

/** What is read on the label comes first in what is heard. */
export function fullName({ name, meaning }: Pick<Series, "name" | "meaning">): string {
  return meaning === undefined ? name : `${name}, ${meaning}`
}

export function valueText(one: Series, point: ChartPoint, format: (value: number) => string) {
  const value = isKnown(point) ? one.read(point) : null
  return value === null ? "–" : one.aside ? one.aside.format(value, false) : format(value)
}

/**
 * Where labels want to stand: beside the end of a line, be it of some time ago, at the middle of a band; one band that is
 * thicker than all others together stands out. A hidden series keeps a label, to be shown again by,
 * and so does one of a worker that has gone, while it is in the window.
 */
export function placeLabels(
  points: readonly ChartPoint[],
  series: readonly Series[],
  hidden: ReadonlySet<string>,
  scaled: Drawing["scaled"],
) {
  const last = lastPoint(points)
  const tail = points.filter(isKnown).slice(-TAIL_POINTS)
  let below = 0
  const labels = series.map((one) => {
    const hasGone = last !== undefined && one.isAt?.(last) === false
    const counted = hidden.has(one.id) || hasGone ? [] : points
    const now = counted.length > 0 ? mean(tail, (point) => one.read(point)) : 0
    const isOver = now === undefined
    const lately = counted.findLast((point) => isKnown(point) && one.read(point) !== null)
    const weight = one.aside ? Number.POSITIVE_INFINITY : sum(counted, (point) => one.read(point))
    const isArea = one.shape === "area"
    const end = now ?? (isArea || lately === undefined ? 0 : (one.read(lately) ?? 0))
    if (isArea) below += end
    const at = isArea ? below - end / 2 : scaled(one, end)
    return { one, id: one.id, hasGone, isOver, weight, at, thickness: isArea ? end : 0 }
  })
  return labels.map((label) => ({ ...label, strong: label.thickness > below / 2 }))
}

/** A line or a swatch, as the series is drawn. */
function SeriesMark({ look }: { readonly look: Series }) {
  const { fillOf } = useDrawing()
  const { colour, dash, shape } = look
  return (
    <svg className="h-2 w-3 flex-none" viewBox="0 0 12 8" aria-hidden="true">
      {shape === "line" ? (
        <path d="M0 4H12" stroke={colour} strokeWidth="2" strokeDasharray={dash} />
      ) : (
        <rect x="1" width="8" height="8" rx="1.5" fill={fillOf(look)} />
      )}
    </svg>
  )
}
