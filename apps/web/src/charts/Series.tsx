import { memo, useId, useMemo } from "react"
import { Area, ComposedChart, Curve, type CurveProps, Line, XAxis, YAxis } from "recharts"
import { FillPattern, fillOf, type SeriesLook } from "./SeriesMark.js"
import type { ValueScale } from "./scale.js"
import type { ChartPoint, Span } from "./types.js"
import type { Plot } from "./use-plot.js"

/** A series to draw. Areas of a chart are stacked in the order they come. */
export interface DrawnSeries extends SeriesLook {
  readonly id: string
  readonly widthPx?: number
  /** Null breaks the series. */
  readonly read: (point: ChartPoint) => number | null
}

interface SeriesProps {
  readonly plot: Plot
  readonly span: Span
  readonly scale: ValueScale
  readonly points: readonly ChartPoint[]
  /** Keep the array while it is the same: Recharts registers each of its series in a store. */
  readonly series: readonly DrawnSeries[]
}

/** What Recharts gets of a point: as little as it takes, because it copies every one, every time. */
interface Row {
  /** Milliseconds before the right edge, negative. */
  readonly x: number
  readonly values: Readonly<Record<string, number | null>>
}

const STILL = {
  type: "linear",
  isAnimationActive: false,
  dot: false,
  activeDot: false,
  connectNulls: false,
  legendType: "none",
  tooltipType: "none",
} as const

/**
 * A line's path without the ref by which Recharts would measure its length at each update, for an
 * animation that is off: that was the dearest single call of the whole page.
 */
function unmeasured({ pathRef: _, ...curve }: CurveProps) {
  return <Curve {...curve} />
}

const xKey = (row: Row) => row.x

/**
 * Recharts draws the series alone. Its axes are hidden and stand still while time moves on: rows
 * count from the right edge, so that an update is one change of data, not one of every scale.
 * Ticks, rules and the cursor are a few plain elements around it.
 */
export function Series({ plot, span, scale, points, series }: SeriesProps) {
  const rows = useMemo(() => toRows(points, span.toMs, series), [points, span.toMs, series])
  return (
    <Canvas
      plot={plot}
      windowMs={span.toMs - span.fromMs}
      kind={scale.kind}
      low={scale.low}
      high={scale.high}
      rows={rows}
      series={series}
    />
  )
}

interface CanvasProps {
  readonly plot: Plot
  readonly windowMs: number
  readonly kind: ValueScale["kind"]
  readonly low: number
  readonly high: number
  readonly rows: readonly Row[]
  readonly series: readonly DrawnSeries[]
}

const Canvas = memo(function Canvas(props: CanvasProps) {
  const { plot, windowMs, kind, low, high, rows, series } = props
  const margin = useMemo(
    () => ({
      left: plot.left,
      top: plot.top,
      right: plot.widthPx - plot.right,
      bottom: plot.heightPx - plot.bottom,
    }),
    [plot],
  )
  const id = useId()
  // The same elements again, so that React passes over them when only the rows are new.
  const drawing = useMemo(
    () => (
      <>
        <XAxis hide type="number" dataKey={xKey} domain={[-windowMs, 0]} allowDataOverflow />
        <YAxis hide type="number" scale={kind} domain={[low, high]} allowDataOverflow width={0} />
        <defs>
          {series.map((one) => (
            <FillPattern key={one.id} id={`${id}${one.id}`} look={one} />
          ))}
        </defs>
        {series.map((one) => {
          const dataKey = (row: Row) => row.values[one.id] ?? null
          return one.shape === "area" ? (
            <Area
              key={one.id}
              {...STILL}
              dataKey={dataKey}
              stackId="stack"
              stroke="none"
              fill={fillOf(one, `${id}${one.id}`)}
              fillOpacity={0.88}
            />
          ) : (
            <Line
              key={one.id}
              {...STILL}
              shape={unmeasured}
              dataKey={dataKey}
              stroke={one.colour}
              strokeWidth={one.widthPx ?? 1.6}
              {...(one.dash !== undefined && { strokeDasharray: one.dash })}
            />
          )
        })}
      </>
    ),
    [windowMs, kind, low, high, series, id],
  )
  return (
    <ComposedChart
      width={plot.widthPx}
      height={plot.heightPx}
      margin={margin}
      data={rows}
      accessibilityLayer={false}
    >
      {drawing}
    </ComposedChart>
  )
})

/** Frozen, so that Recharts' store takes the rows over without walking through them. */
function toRows(
  points: readonly ChartPoint[],
  toMs: number,
  series: readonly DrawnSeries[],
): readonly Row[] {
  return Object.freeze(
    points.map((point) => ({
      x: point.t - toMs,
      values: Object.fromEntries(series.map((one) => [one.id, one.read(point)])),
    })),
  )
}
