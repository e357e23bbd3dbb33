import { type ReactNode, useId, useMemo } from "react"
import { EndLabels, type SeriesLabel } from "./EndLabels.js"
import { PlotCursor } from "./PlotCursor.js"
import { PlotMarkers } from "./PlotMarkers.js"
import { PlotUnderlay } from "./PlotUnderlay.js"
import type { ReadoutRow } from "./Readout.js"
import { type DrawnSeries, Series } from "./Series.js"
import { SpanBand } from "./SpanBand.js"
import type { ValueScale } from "./scale.js"
import type { ChartPoint, ChartProps, Span } from "./types.js"
import { type Plot, usePlot } from "./use-plot.js"
import { emptyText, lastPoint, spanOf } from "./view.js"
import "./charts.css"

export interface ChartFrameProps {
  readonly chart: ChartProps
  readonly title: string
  /** What the chart shows, in a few words. */
  readonly subtitle: string
  /** The current figure with its unit. */
  readonly figure: string
  /** The current state and trend in a sentence, for those who do not see the chart. */
  readonly summary: string
  readonly scale: ValueScale
  /** The visible series; keep the array while it is the same. */
  readonly series: readonly DrawnSeries[]
  readonly labels: readonly SeriesLabel[]
  /** What the cursor shows at a point. */
  readonly readout: (point: ChartPoint) => readonly ReadoutRow[]
  /** Controls beside the heading. */
  readonly controls?: ReactNode
  /** Drawn behind the series. */
  readonly backdrop?: (plot: Plot, span: Span) => ReactNode
}

/** What all charts have in common: heading, axes, gaps, markers, labels and cursor. */
export function ChartFrame(props: ChartFrameProps) {
  const { chart, title, subtitle, figure, summary, scale } = props
  const empty = emptyText(chart)
  const id = useId()
  const { ref, plot } = usePlot()
  const span = useMemo(() => spanOf(chart), [chart])
  const away = chart.points.length > 0 && chart.points.at(-1)?.gap === "away"
  return (
    <figure className="chart" aria-labelledby={id}>
      <figcaption className="chart-head">
        <h2 id={id}>{title}</h2>
        <span className="chart-subtitle">{subtitle}</span>
        {props.controls}
        <output className="chart-figure" aria-live="off" data-away={away || undefined}>
          {empty !== null ? "" : away ? "no data" : figure}
        </output>
      </figcaption>
      <div className="chart-box" ref={ref}>
        {plot !== null && (
          <>
            <PlotUnderlay
              plot={plot}
              span={span}
              scale={scale}
              points={chart.points}
              windowMs={chart.windowMs}
              frozen={chart.frozen ?? false}
            />
            <div role="img" aria-label={`${title}. ${empty ?? summary}`} className="chart-layer">
              {props.backdrop?.(plot, span)}
              <Series
                plot={plot}
                span={span}
                scale={scale}
                points={chart.points}
                series={props.series}
              />
            </div>
            <PlotMarkers plot={plot} span={span} markers={chart.markers} />
            {chart.span !== null && <SpanBand plot={plot} span={span} chosen={chart.span} />}
            {empty === null ? (
              <EndLabels
                plot={plot}
                scale={scale}
                labels={props.labels}
                hidden={chart.hidden}
                onToggle={chart.onToggleSeries}
              />
            ) : (
              <EmptyText plot={plot} text={empty} />
            )}
            {lastPoint(chart.points) !== undefined && (
              <PlotCursor
                title={title}
                plot={plot}
                span={span}
                chart={chart}
                readout={props.readout}
              />
            )}
          </>
        )}
      </div>
    </figure>
  )
}

function EmptyText({ plot, text }: { plot: Plot; text: string }) {
  const { left, top, right, bottom } = plot
  return (
    <p className="chart-empty" style={{ left, top, width: right - left, height: bottom - top }}>
      <span>{text}</span>
    </p>
  )
}
