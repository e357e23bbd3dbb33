import { memo } from "react"
import { CartesianGrid, ComposedChart, XAxis, YAxis } from "recharts"
import { timeText, timeTicks, valueTicks } from "./axis.js"
import { TICK } from "./Bands.js"
import type { Box } from "./plot.js"
import type { Axis } from "./types.js"

interface FrameProps extends Axis {
  readonly box: Box
  readonly windowMs: number
  /** What the right edge is called. */
  readonly edge: string
}

/** In a narrower plot only the ends of the time axis are written, rem. */
const ALL_TICKS_FROM_REM = 11
const TICK_PITCH_REM = 1.5

/**
 * Axes and grid, by Recharts. They stand still while time moves on, for they count from the right
 * edge: what changes with each update is drawn over them (docs/decisions/0013).
 */
export const Frame = memo(function Frame(props: FrameProps) {
  const { box, windowMs, edge, kind, low, high, format } = props
  const { left, top, right, bottom, widthPx, heightPx, remPx } = box
  const values = valueTicks(kind, low, high, (bottom - top) / (TICK_PITCH_REM * remPx))
  return (
    <ComposedChart
      width={widthPx}
      height={heightPx}
      margin={{ top, right: widthPx - right, bottom: 0, left: 0 }}
      accessibilityLayer={false}
    >
      <CartesianGrid vertical={false} stroke="var(--line)" horizontalValues={values} />
      <XAxis
        type="number"
        dataKey="x"
        domain={[-windowMs, 0]}
        height={heightPx - bottom}
        ticks={[...timeTicks(windowMs, right - left >= ALL_TICKS_FROM_REM * remPx)]}
        interval={0}
        axisLine={false}
        tickLine={false}
        tick={({ x, y, payload }) => (
          <text
            className={TICK}
            x={x}
            y={y}
            dy="0.5em"
            textAnchor={
              payload.value === 0 ? "end" : payload.value === -windowMs ? "start" : "middle"
            }
          >
            {timeText(Number(payload.value), windowMs, edge)}
          </text>
        )}
      />
      <YAxis
        type="number"
        scale={kind}
        domain={[low, high]}
        width={left}
        ticks={values}
        interval={0}
        axisLine={false}
        tickLine={false}
        tick={{ className: TICK }}
        tickMargin={4}
        tickFormatter={(value: number) => format(value, value === low)}
      />
    </ComposedChart>
  )
})
