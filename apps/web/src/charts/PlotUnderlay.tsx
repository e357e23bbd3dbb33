import { timeTicks } from "./axis.js"
import { gapBands } from "./gap-bands.js"
import { type ValueScale, xOf, yOf } from "./scale.js"
import type { ChartPoint, Span } from "./types.js"
import type { Plot } from "./use-plot.js"

/** In a narrower plot only the ends of the time axis are written, rem. */
const ALL_TICKS_FROM_REM = 9

interface PlotUnderlayProps {
  readonly plot: Plot
  readonly span: Span
  readonly scale: ValueScale
  readonly points: readonly ChartPoint[]
  readonly windowMs: number
  readonly frozen: boolean
}

/** Rules and texts of both axes, and a quiet band wherever there are no data. */
export function PlotUnderlay({ plot, span, scale, points, windowMs, frozen }: PlotUnderlayProps) {
  const { left, right, bottom, remPx } = plot
  const hasRoom = right - left >= ALL_TICKS_FROM_REM * remPx
  return (
    <svg className="chart-layer" aria-hidden="true">
      {gapBands(points, span).map(({ fromMs, toMs }) => (
        <GapBand
          key={fromMs}
          plot={plot}
          from={xOf(fromMs, span, plot)}
          to={xOf(toMs, span, plot)}
        />
      ))}
      {scale.ticks.map(({ value, text }) => {
        const y = Math.round(yOf(value, scale, plot)) + 0.5
        return (
          <g key={value}>
            <line className="chart-rule" x1={left} x2={right} y1={y} y2={y} />
            <text className="chart-tick" x={left - 6} y={y} dy="0.35em" textAnchor="end">
              {text}
            </text>
          </g>
        )
      })}
      {timeTicks(windowMs, span.toMs, frozen).map(({ t, text }, index, all) => {
        const anchor = index === 0 ? "start" : index === all.length - 1 ? "end" : "middle"
        if (anchor === "middle" && !hasRoom) return null
        return (
          <text
            key={text}
            className="chart-tick"
            x={xOf(t, span, plot)}
            y={bottom}
            dy="1.35em"
            textAnchor={anchor}
          >
            {text}
          </text>
        )
      })}
    </svg>
  )
}

function GapBand({ plot, from, to }: { plot: Plot; from: number; to: number }) {
  const widthPx = to - from
  return (
    <g>
      <rect
        className="chart-gap"
        x={from}
        width={widthPx}
        y={plot.top}
        height={plot.bottom - plot.top}
      />
      {widthPx > plot.remPx * 3.2 && (
        <text
          className="chart-tick"
          x={(from + to) / 2}
          y={(plot.top + plot.bottom) / 2}
          textAnchor="middle"
        >
          no data
        </text>
      )}
    </g>
  )
}
