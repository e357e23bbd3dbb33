import { mean, sum } from "d3-array"
import { useState } from "react"
import type { ChartPoint } from "../model/index.js"
import { fitLabel, LabelMemory, spreadLabels } from "../ui/index.js"
import { useCursorPoint } from "./cursor.js"
import { type Drawing, labelRoom, useDrawing } from "./plot.js"
import { SeriesMark } from "./SeriesMark.js"
import type { Series } from "./types.js"
import { lastPoint } from "./view.js"

/** How many points at the end a label goes by: one alone would make it tremble. */
const TAIL_POINTS = 6

/**
 * The series' names, each where its series ends, and while the cursor stands somewhere their values
 * there: nothing covers what is read. A press turns a series off and on, on all charts.
 */
export function EndLabels() {
  const { plot, chart, series, scaled, format } = useDrawing()
  const [memory] = useState(() => new LabelMemory())
  const { points, hidden, onToggleSeries } = chart
  const point = useCursorPoint(chart)
  const pitch = plot.remPx * 0.86
  const labels = placeLabels(points, series, hidden, scaled)
  const wanted = labels.map(({ at, ...label }) => ({ ...label, y: plot.y(at) }))
  const room = { top: plot.top + pitch / 4, bottom: plot.bottom - pitch / 4, pitch }
  const places = spreadLabels(memory.settle(wanted, pitch), room)
  return (
    <div className="absolute inset-y-0 right-0" style={{ left: plot.right + plot.remPx * 0.4 }}>
      {labels.map(({ one, id, strong, hasGone }) => {
        const y = places.get(id)
        if (y === undefined) return null
        const name = hasGone ? `${fullName(one)}, gone` : fullName(one)
        const value = point === undefined || hidden.has(id) ? "" : valueText(one, point, format)
        const text = value === "" && hasGone ? "gone" : value
        return (
          <button
            key={id}
            type="button"
            className={`absolute flex max-w-full -translate-y-1/2 items-center gap-1 text-tiny leading-none whitespace-nowrap hover:text-ink aria-[pressed=false]:text-ink3 aria-[pressed=false]:line-through ${strong ? "font-semibold text-ink" : hasGone ? "text-ink3" : "text-ink2"}`}
            aria-pressed={!hidden.has(id)}
            aria-label={`Show ${name}`}
            title={value === "" ? name : `${name}: ${value}`}
            style={{ top: y, height: pitch }}
            onClick={() => onToggleSeries(id)}
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

export function valueText(
  one: Series,
  point: ChartPoint,
  format: (value: number) => string,
): string {
  const value = point.gap === null ? one.read(point) : null
  return value === null ? "–" : (one.aside ?? format)(value)
}

/**
 * Where labels want to stand: beside the end of a line, at the middle of a band; one band that is
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
  const tail = points.filter(({ gap }) => gap === null).slice(-TAIL_POINTS)
  let below = 0
  const labels = series.map((one) => {
    const hasGone = last !== undefined && one.isAt?.(last) === false
    const counts = !hidden.has(one.id) && !hasGone
    const end = counts ? (mean(tail.flatMap((point) => one.read(point) ?? [])) ?? 0) : 0
    const sumOfAll = counts ? sum(points, (point) => one.read(point) ?? 0) : 0
    const weight = one.aside ? Number.POSITIVE_INFINITY : sumOfAll
    const thickness = one.shape === "area" ? end : 0
    below += thickness
    const at = one.shape === "area" ? below - end / 2 : scaled(one, end)
    return { one, id: one.id, hasGone, weight, at, thickness }
  })
  return labels.map(({ thickness, ...label }) => ({ ...label, strong: thickness > below / 2 }))
}
