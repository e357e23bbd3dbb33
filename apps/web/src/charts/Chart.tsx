import { formatSeconds, timeOfDay } from "@zmqscope/metrics"
import { isKnown } from "@zmqscope/model"
import { type FunctionComponent, memo, useId } from "react"
import { useTurn } from "../hooks/index.js"
import { CHART, ChartHead } from "../ui/index.js"
import { useAxis } from "./axis.js"
import { Band, ChosenSpan, Layer } from "./Bands.js"
import { Curves } from "./Curves.js"
import { useCursorPoint } from "./cursor.js"
import { EndLabels } from "./EndLabels.js"
import { Frame } from "./Frame.js"
import { Markers } from "./Markers.js"
import { Pins } from "./Pins.js"
import { PlotCursor } from "./PlotCursor.js"
import { type Drawing, DrawingContext, plotOf, useBox } from "./plot.js"
import type { ChartProps, ChartSpec } from "./types.js"
import {
  emptyText,
  gapText,
  isSameView,
  momentText,
  recentMs,
  recentPoints,
  spanOf,
} from "./view.js"

/** Makes a chart that draws again only when what it shows has changed, in a frame of its own. */
export function liveChart(View: FunctionComponent<{ readonly chart: ChartProps }>) {
  const StillView = memo(View)
  return function LiveChart(latest: ChartProps) {
    return <StillView chart={useTurn(latest, isSameView)} />
  }
}

/** What all charts have in common: heading, axes, gaps, series, markers, labels and cursor. */
export function Chart(spec: ChartSpec) {
  const { chart, series } = spec
  const id = useId()
  const shown = series.filter((one) => !chart.hidden.has(one.id))
  const apart = shown.filter(({ aside }) => aside)
  const own = shown.filter(({ aside }) => !aside)
  const axis = useAxis(spec.axis, own, chart)
  const asideAxis = useAxis(apart[0]?.aside ?? spec.axis, apart, chart)
  const { ref, box } = useBox(Math.max(0, ...series.map(({ name }) => name.length)), axis)
  const drawing: Drawing | null = box && {
    ...spec,
    id,
    axis,
    plot: plotOf(box, spanOf(chart), axis),
    shown,
    scaled: (one, value) => (one.aside ? (value * axis.high) / asideAxis.high : value),
    fillOf: ({ id: ofSeries, colour, pattern = "solid" }) =>
      pattern === "solid" ? colour : `url(#${id}${ofSeries})`,
  }
  return (
    <figure className={CHART} aria-labelledby={id}>
      <Head spec={spec} id={id} />
      <div className="relative min-h-0 flex-1 overflow-hidden contain-strict" ref={ref}>
        {drawing !== null && (
          <DrawingContext value={drawing}>
            <Parts {...drawing} />
          </DrawingContext>
        )}
      </div>
    </figure>
  )
}

function Parts({ chart, title, summary, axis, plot, instead, isMoment }: Drawing) {
  const { points, windowMs, frozen, reachMs, span, unit } = chart
  const { toMs } = plot.span
  const empty = emptyText(chart, !isMoment)
  const foot = { y: plot.bottom, height: 3 }
  return (
    <>
      <Frame
        {...axis}
        box={plot}
        windowMs={windowMs}
        edge={frozen ? timeOfDay(toMs) : "now"}
        from0={unit === undefined ? undefined : { toMs, unit }}
      />
      <div
        role="img"
        aria-label={`${title}. ${empty ?? summary}`}
        className="pointer-events-none absolute inset-0"
      >
        <Layer>
          {points.map((point) => {
            const { t, widthMs } = point
            if (isKnown(point)) return null
            const of = { fromMs: t - widthMs, toMs: t }
            return <Band key={t} of={of} className="fill-line/70" text="no data" />
          })}
          {reachMs !== null && (
            <Band of={{ fromMs: reachMs, toMs }} className="fill-edge" rows={foot} />
          )}
        </Layer>
        {instead ?? <Curves />}
      </div>
      <Markers />
      {chart.pins.length > 0 && <Pins />}
      <Layer>{span !== null && <ChosenSpan of={span} />}</Layer>
      {empty !== null && (
        <p className="pointer-events-none absolute inset-0 grid place-items-center text-label text-ink2">
          <span className="bg-bg px-2 py-1">{empty}</span>
        </p>
      )}
      {empty === null && instead === undefined && <EndLabels />}
      {points.length > 0 && <PlotCursor />}
    </>
  )
}

/** Title and figure: of the last moment, or of the one at the cursor; which, stands beside it. */
function Head({ spec, id }: { readonly spec: ChartSpec; readonly id: string }) {
  const { chart, title, subtitle, figure, controls, isMoment } = spec
  const { points, windowMs, frozen } = chart
  const point = useCursorPoint(chart)
  const isAway = point === undefined && points.at(-1)?.gap === "away"
  const gap = isAway ? "no data" : point && gapText(point)
  const hasFigure = figure !== undefined && emptyText(chart, !isMoment) === null
  const moment = frozen ? "then" : "now"
  const over = isMoment ? moment : `last ${formatSeconds(recentMs(windowMs))}`
  return (
    <ChartHead
      id={id}
      title={title}
      subtitle={point ? momentText(point, chart) : subtitle}
      isReadout={point !== undefined}
      figure={hasFigure ? (gap ?? figure(point ? [point] : recentPoints(chart))) : ""}
      window={hasFigure && point === undefined && gap === undefined ? over : undefined}
      isOld={gap !== undefined}
    >
      {point === undefined && controls}
    </ChartHead>
  )
}
