import { memo } from "react"
import { CartesianGrid, ComposedChart, XAxis, YAxis } from "recharts"
import { elapsedTicks, timeTicks, valueTicks } from "./axis.js"
import { TICK } from "./Bands.js"
import type { Box } from "./plot.js"
import type { Axis } from "./types.js"

interface FrameProps extends Axis {
  readonly box: Box
  readonly windowMs: number
  /** What the right edge is called. */
  readonly edge: string
  /** Where the right edge is, of what counts from 0; in thousandths of a unit. */
  readonly from0?: { readonly toMs: number; readonly unit: string } | undefined
}

/** In a narrower plot fewer ticks of what counts from 0 are written, rem. */
const ALL_TICKS_FROM_REM = 9
const TICK_PITCH_REM = 1.5
/** An axis of which nothing is drawn but the ticks that it is given, in words. */
const BARE = {
  type: "number",
  allowDataOverflow: true,
  interval: 0,
  axisLine: false,
  tickLine: false,
} as const

/**
 * Axes and grid, by Recharts. They stand still while time moves on, for they count from the right
 * edge: what changes with each update is drawn over them (docs/decisions/0013).
 */
export const Frame = memo(function Frame(props: FrameProps) {
  const { box, windowMs, edge, from0, kind, low, high, format } = props
  const { left, top, right, bottom, widthPx, heightPx, remPx } = box
  const widthRem = (right - left) / remPx
  const times =
    from0 === undefined
      ? timeTicks(windowMs, edge, widthRem)
      : elapsedTicks(from0.toMs, from0.unit, widthRem >= ALL_TICKS_FROM_REM)
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
        {...BARE}
        dataKey="x"
        domain={[-windowMs, 0]}
        height={heightPx - bottom}
        ticks={[...times.keys()]}
        tick={
          <Tick
            dy="0.5em"
            anchorOf={(ms) => (ms === 0 ? "end" : ms === -windowMs ? "start" : "middle")}
            textOf={(ms) => times.get(ms) ?? ""}
          />
        }
      />
      <YAxis
        {...BARE}
        scale={kind}
        domain={[low, high]}
        width={left}
        ticks={values}
        tickSize={0}
        tickMargin={5}
        tick={<Tick dy="0.35em" textOf={(value) => format(value, value === low)} />}
      />
    </ComposedChart>
  )
})

interface TickProps {
  readonly dy: string
  readonly anchorOf?: (value: number) => "start" | "middle" | "end"
  readonly textOf: (value: number) => string
  /** By Recharts. */
  readonly x?: number
  readonly y?: number
  readonly payload?: { readonly value: number }
}

function Tick({ dy, anchorOf = () => "end", textOf, x, y, payload }: TickProps) {
  const value = payload?.value ?? 0
  return (
    <text className={TICK} x={x} y={y} dy={dy} textAnchor={anchorOf(value)}>
      {textOf(value)}
    </text>
  )
}
