import type { ChartPoint } from "@zmqscope/model"
import { area, line, stack } from "d3-shape"
import { Layer } from "./Bands.js"
import { type Drawing, type Plot, useDrawing } from "./plot.js"
import type { Series } from "./types.js"

/** Series as lines, and as areas that stand on each other; a break is a break. */
export function Curves() {
  const { id, plot, chart, series, shown, scaled, fillOf } = useDrawing()
  const { left, top, right, bottom } = plot
  return (
    <Layer>
      {series.map((one) => (
        <FillPattern key={one.id} id={id + one.id} look={one} />
      ))}
      <clipPath id={`${id}plot`}>
        <rect x={left} y={top} width={right - left} height={bottom - top} />
      </clipPath>
      <g clipPath={`url(#${id}plot)`}>
        {placeCurves(chart.points, shown, plot, scaled).map(({ one, d }) =>
          one.shape === "area" ? (
            <path key={one.id} d={d} fill={fillOf(one)} fillOpacity={0.88} />
          ) : (
            <path
              key={one.id}
              className="chart-line fill-none [stroke-linejoin:round]"
              d={d}
              stroke={one.colour}
              strokeWidth={one.widthPx ?? 1.6}
              strokeDasharray={one.dash}
            />
          ),
        )}
      </g>
    </Layer>
  )
}

/** Defines how an area is filled that is not plain. */
function FillPattern({ id, look }: { readonly id: string; readonly look: Series }) {
  const { colour, shape, pattern = "solid" } = look
  if (shape === "line" || pattern === "solid") return null
  return (
    <pattern id={id} width="5" height="5" patternUnits="userSpaceOnUse">
      <rect width="5" height="5" fill={colour} fillOpacity="0.45" />
      {pattern === "dashed" ? (
        <path d="M-1 1L1 -1M-1 6L6 -1M4 6L6 4" stroke={colour} strokeWidth="1.4" />
      ) : (
        <circle cx="2.5" cy="2.5" r="1.4" fill={colour} />
      )}
    </pattern>
  )
}

interface Vertex {
  readonly ms: number
  readonly point: ChartPoint
}

/** Where each series runs, as the `d` of an SVG path. */
export function placeCurves(
  points: readonly ChartPoint[],
  series: readonly Series[],
  { x, y }: Pick<Plot, "x" | "y">,
  scaled: Drawing["scaled"],
): readonly { readonly one: Series; readonly d: string }[] {
  const areas = series.filter(({ shape }) => shape === "area")
  const stacked = stack<Vertex, Series>()
    .keys(areas)
    .value(({ point }, one) => one.read(point) ?? 0)(areas[0] ? verticesOf(points, areas[0]) : [])
  return series.map((one) => {
    const has = ({ point }: Vertex) => one.read(point) !== null
    const layer = stacked[areas.indexOf(one)]
    if (layer !== undefined) {
      const band = area<(typeof layer)[number]>()
        .defined(({ data }) => has(data))
        .x(({ data }) => x(data.ms))
        .y0(([low]) => y(low))
        .y1(([, high]) => y(high))
      return { one, d: band.digits(1)(layer) ?? "" }
    }
    const curve = line<Vertex>()
      .defined(has)
      .x(({ ms }) => x(ms))
      .y(({ point }) => y(scaled(one, one.read(point) ?? 0)))
    return { one, d: curve.digits(1)(verticesOf(points, one)) ?? "" }
  })
}

/** A run begins where the slot of its first point does, so that a lone one is seen at all. */
function verticesOf(points: readonly ChartPoint[], { read }: Series): Vertex[] {
  return points.flatMap((point, at) => {
    const before = points[at - 1]
    const goesOn = before !== undefined && read(before) !== null
    const end = { ms: point.t, point }
    return goesOn ? [end] : [{ ms: point.t - point.widthMs, point }, end]
  })
}
