import { type ReactNode, useId, useMemo } from "react"
import { formatSeconds, timeOfDay } from "../format.js"
import type { ChartPoint, Span } from "../model/index.js"
import { CHART, ChartHead } from "../ui/index.js"
import { Band, gapBands, Layer, Reach, SPAN } from "./Bands.js"
import { Curves } from "./Curves.js"
import { useCursorPoint } from "./cursor.js"
import { EndLabels, fullName, valueText } from "./EndLabels.js"
import { Frame } from "./Frame.js"
import { Markers } from "./Markers.js"
import { PlotCursor } from "./PlotCursor.js"
import { type Plot, plotOf, useBox } from "./plot.js"
import type { Axis, ChartProps, Series } from "./types.js"
import { emptyText, recentMs, recentPoints, spanOf } from "./view.js"

export interface ChartSpec {
  readonly chart: ChartProps
  readonly title: string
  /** What the chart shows, in a few words. */
  readonly subtitle: string
  /** The figure of some points, the last ones or the one at the cursor, with its unit. */
  readonly figure: (points: readonly ChartPoint[]) => string
  /** The current state and trend in a sentence, for those who do not see the chart. */
  readonly summary: string
  readonly axis: Axis
  /** Of the series that have one of their own. */
  readonly asideCeiling?: number
  /** The hidden ones too. */
  readonly series: readonly Series[]
  readonly format: (value: number) => string
  /** Controls beside the heading. */
  readonly controls?: ReactNode
  /** Drawn in place of the series and their labels. */
  readonly instead?: ((plot: Plot) => ReactNode) | undefined
}

/** What all charts have in common: heading, axes, gaps, series, markers, labels and cursor. */
export function Chart(spec: ChartSpec) {
  const { chart, title, axis, series, format, instead } = spec
  const { points, windowMs, frozen = false } = chart
  const empty = emptyText(chart)
  const id = useId()
  const { ref, box } = useBox(Math.max(0, ...series.map(({ name }) => name.length)))
  const span = useMemo(() => spanOf(chart), [chart])
  const plot = box && plotOf(box, span, axis)
  const aside = (value: number) => (value * axis.high) / (spec.asideCeiling ?? 1)
  const tell = (point: ChartPoint) => {
    const rows = series
      .filter((one) => !chart.hidden.has(one.id) && one.read(point) !== null)
      .map((one) => `${fullName(one)} ${valueText(one, point, format)}`)
    return `${timeText(point, span, frozen)}: ${gapText(point) ?? rows.join(", ")}`
  }
  return (
    <figure className={CHART} aria-labelledby={id}>
      <Head spec={spec} id={id} empty={empty} span={span} />
      <div className="relative min-h-0 flex-1 overflow-hidden contain-strict" ref={ref}>
        {box !== null && plot !== null && (
          <>
            <Frame
              {...axis}
              box={box}
              windowMs={windowMs}
              edge={frozen ? timeOfDay(span.toMs) : "now"}
            />
            <div
              role="img"
              aria-label={`${title}. ${empty ?? spec.summary}`}
              className="pointer-events-none absolute inset-0"
            >
              <Layer>
                {gapBands(points, span).map((of) => (
                  <Band
                    key={of.fromMs}
                    plot={plot}
                    className="fill-line/70"
                    of={of}
                    text="no data"
                  />
                ))}
                {chart.reachMs !== null && <Reach plot={plot} reachMs={chart.reachMs} />}
              </Layer>
              {instead?.(plot) ?? (
                <Curves
                  plot={plot}
                  points={points}
                  series={series.filter((one) => !chart.hidden.has(one.id))}
                  aside={aside}
                />
              )}
            </div>
            <Markers plot={plot} chart={chart} />
            {chart.span !== null && (
              <Layer>
                <Band plot={plot} className={SPAN} of={chart.span} />
              </Layer>
            )}
            {empty !== null && (
              <p className="pointer-events-none absolute inset-0 grid place-items-center text-label text-ink2">
                <span className="bg-bg px-2 py-1">{empty}</span>
              </p>
            )}
            {empty === null && instead === undefined && (
              <EndLabels plot={plot} chart={chart} series={series} aside={aside} format={format} />
            )}
            {points.length > 0 && (
              <PlotCursor title={title} plot={plot} chart={chart} tell={tell} />
            )}
          </>
        )}
      </div>
    </figure>
  )
}

/** Title and figure: of the last moment, or of the one at the cursor; which, stands beside it. */
function Head({ spec, id, empty, span }: HeadProps) {
  const { chart, title, subtitle, figure, controls } = spec
  const { points, windowMs, frozen = false } = chart
  const point = useCursorPoint(points, span)
  const last = points.at(-1)
  const gap = point ? gapText(point) : last?.gap === "away" ? "no data" : undefined
  const recent = formatSeconds(recentMs(windowMs))
  const text = empty === null ? (gap ?? figure(point ? [point] : recentPoints(chart))) : ""
  return (
    <ChartHead
      id={id}
      title={title}
      subtitle={point ? timeText(point, span, frozen) : subtitle}
      isReadout={point !== undefined}
      figure={text}
      window={point === undefined && text !== "" && gap === undefined ? recent : undefined}
      isOld={gap !== undefined}
    >
      {point === undefined && controls}
    </ChartHead>
  )
}

interface HeadProps {
  readonly spec: ChartSpec
  readonly id: string
  readonly empty: string | null
  readonly span: Span
}

/** 14:05:09, 12 s ago: what is told of a moment is of the slot that ends then. */
export function timeText(point: ChartPoint, span: Span, frozen: boolean): string {
  const time = timeOfDay(point.t)
  if (frozen) return time
  const back = Math.round((span.toMs - point.t) / 1000)
  return back < 120 ? `${time}, ${back} s ago` : `${time}, ${Math.round(back / 60)} min ago`
}

export function gapText({ gap, missed }: ChartPoint): string | undefined {
  if (gap === null) return undefined
  return gap === "missed" ? `no data: ${missed} records missed` : "no data"
}
