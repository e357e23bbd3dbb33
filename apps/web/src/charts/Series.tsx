import { createContext, memo, useContext, useId, useMemo } from "react"
import { ComposedChart, useXAxisScale, useYAxisScale, XAxis, YAxis } from "recharts"
import { type Place, type PlacedCurve, placeCurves } from "./curves.js"
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
  readonly series: readonly DrawnSeries[]
}

interface Drawing {
  readonly points: readonly ChartPoint[]
  /** The right edge, Unix milliseconds. */
  readonly toMs: number
  readonly series: readonly DrawnSeries[]
}

const DrawingContext = createContext<Drawing>({ points: [], toMs: 0, series: [] })

/**
 * Recharts has the axes and their scales, which the curves are placed by. The axes stand still while
 * time moves on: they count from the right edge, so that an update draws curves anew and nothing
 * else. Recharts' own Line and Area would copy every point for labels that are off, measure every path for an
 * animation that is off, and put new elements in place of the old, at each update.
 */
export function Series({ plot, span, scale, points, series }: SeriesProps) {
  const { toMs } = span
  const drawing = useMemo(() => ({ points, toMs, series }), [points, toMs, series])
  return (
    <DrawingContext value={drawing}>
      <Axes
        plot={plot}
        windowMs={toMs - span.fromMs}
        kind={scale.kind}
        low={scale.low}
        high={scale.high}
      />
    </DrawingContext>
  )
}

interface AxesProps {
  readonly plot: Plot
  readonly windowMs: number
  readonly kind: ValueScale["kind"]
  readonly low: number
  readonly high: number
}

const Axes = memo(function Axes({ plot, windowMs, kind, low, high }: AxesProps) {
  const { left, top, right, bottom, widthPx, heightPx } = plot
  const margin = useMemo(
    () => ({ left, top, right: widthPx - right, bottom: heightPx - bottom }),
    [left, top, right, bottom, widthPx, heightPx],
  )
  return (
    <ComposedChart width={widthPx} height={heightPx} margin={margin} accessibilityLayer={false}>
      {/* There are no rows to have a key, but an axis without one is one of categories. */}
      <XAxis hide type="number" dataKey="x" domain={[-windowMs, 0]} allowDataOverflow />
      <YAxis hide type="number" scale={kind} domain={[low, high]} allowDataOverflow width={0} />
      <Curves plot={plot} low={low} />
    </ComposedChart>
  )
})

/** Drawn anew with each change of the data, by itself. */
function Curves({ plot, low }: { readonly plot: Plot; readonly low: number }) {
  const { points, toMs, series } = useContext(DrawingContext)
  const xScale = useXAxisScale()
  const yScale = useYAxisScale()
  const id = useId()
  if (xScale === undefined || yScale === undefined) return null
  const place: Place = {
    x: (t) => xScale(t - toMs) ?? 0,
    // A logarithm has no place for a nought.
    y: (value) => yScale(Math.max(value, low)) ?? 0,
  }
  return (
    <>
      <defs>
        <clipPath id={id}>
          <rect
            x={plot.left}
            y={plot.top}
            width={plot.right - plot.left}
            height={plot.bottom - plot.top}
          />
        </clipPath>
        {series.map((one) => (
          <FillPattern key={one.id} id={`${id}${one.id}`} look={one} />
        ))}
      </defs>
      <g clipPath={`url(#${id})`}>
        {placeCurves(points, series, place).map((curve) => (
          <SeriesCurve key={curve.one.id} curve={curve} patternId={`${id}${curve.one.id}`} />
        ))}
      </g>
    </>
  )
}

function SeriesCurve({ curve, patternId }: { curve: PlacedCurve; patternId: string }) {
  const { one, d } = curve
  return one.shape === "area" ? (
    <path d={d} fill={fillOf(one, patternId)} fillOpacity={0.88} />
  ) : (
    <path
      className="chart-line"
      d={d}
      stroke={one.colour}
      strokeWidth={one.widthPx ?? 1.6}
      strokeDasharray={one.dash}
    />
  )
}
