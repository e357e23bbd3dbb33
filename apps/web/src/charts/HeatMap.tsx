import { memo } from "react"
import { HEAT_LEVELS, heatCells, ROWS_PER_DECADE } from "./heat.js"
import { type ValueScale, xOf, yOf } from "./scale.js"
import type { ChartPoint, Span } from "./types.js"
import type { Plot } from "./use-plot.js"

interface HeatMapProps {
  readonly plot: Plot
  readonly span: Span
  readonly scale: ValueScale
  readonly points: readonly ChartPoint[]
}

/** Round trips over time as shaded cells: one path a shade, however many cells there are. */
export const HeatMap = memo(function HeatMap({ plot, span, scale, points }: HeatMapProps) {
  const shades = Array.from({ length: HEAT_LEVELS }, (_, index) => ({ level: index + 1, d: "" }))
  for (const point of points) {
    if (point.latency === null) continue
    const left = Math.max(xOf(point.t - point.widthMs, span, plot), plot.left)
    const right = Math.min(xOf(point.t, span, plot), plot.right)
    if (right <= left) continue
    for (const { row, level } of heatCells(point.latency)) {
      const bottom = yOf(10 ** (row / ROWS_PER_DECADE), scale, plot)
      const top = yOf(10 ** ((row + 1) / ROWS_PER_DECADE), scale, plot)
      const shade = shades[level - 1]
      if (shade !== undefined) shade.d += rectangle(left, top, right, bottom)
    }
  }
  return (
    <svg className="chart-layer" aria-hidden="true">
      {shades.map(({ level, d }) => (
        <path key={level} className="chart-heat" d={d} fillOpacity={level / HEAT_LEVELS} />
      ))}
    </svg>
  )
})

function rectangle(left: number, top: number, right: number, bottom: number): string {
  const [x, y] = [left.toFixed(1), top.toFixed(1)]
  return `M${x} ${y}H${right.toFixed(1)}V${bottom.toFixed(1)}H${x}Z`
}
