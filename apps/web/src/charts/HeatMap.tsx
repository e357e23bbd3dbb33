import { HEAT_LEVELS, heatCells, percentOfLevel, ROWS_PER_DECADE } from "@zmqscope/model"
import { range } from "d3-array"
import { Layer, TICK } from "./Bands.js"
import { useDrawing } from "./plot.js"

const LEVELS = range(HEAT_LEVELS, 0, -1)

/** Round trips over time as shaded cells: one path a shade, however many cells there are. */
export function HeatMap() {
  const { plot, chart } = useDrawing()
  const shades = new Map(LEVELS.map((level) => [level, ""]))
  const edgeX = (ms: number) => Math.max(plot.x(ms), plot.left).toFixed(1)
  const edgeY = (row: number) => plot.y(10 ** (row / ROWS_PER_DECADE)).toFixed(1)
  for (const { latency, t, widthMs } of chart.points) {
    const [left, right] = [edgeX(t - widthMs), edgeX(t)]
    for (const { row, level } of latency === null ? [] : heatCells(latency)) {
      const cell = `M${left} ${edgeY(row + 1)}H${right}V${edgeY(row)}H${left}Z`
      shades.set(level, shades.get(level) + cell)
    }
  }
  return (
    <Layer>
      {[...shades].map(([level, d]) => (
        <path key={level} className="fill-accent" d={d} fillOpacity={level / HEAT_LEVELS} />
      ))}
      <HeatScale />
    </Layer>
  )
}

/** Which shade stands for which share of a moment's round trips. */
function HeatScale() {
  const { plot } = useDrawing()
  const pitch = Math.min(plot.remPx * 0.9, (plot.bottom - plot.top) / (HEAT_LEVELS + 1))
  const x = plot.right + plot.remPx * 0.5
  const textAt = (row: number, text: string) => (
    <text className={TICK} x={x + plot.remPx} y={plot.top + row * pitch} dy="0.75em">
      {text}
    </text>
  )
  return (
    <>
      {textAt(0, "of all")}
      {LEVELS.map((level, at) => (
        <g key={level}>
          <rect
            className="fill-accent"
            fillOpacity={level / HEAT_LEVELS}
            x={x}
            y={plot.top + (at + 1) * pitch}
            width={plot.remPx * 0.7}
            height={pitch}
          />
          {textAt(at + 1, level === 1 ? "fewer" : `${percentOfLevel(level)} %`)}
        </g>
      ))}
    </>
  )
}
