import { bucketMidUs } from "@zmqscope/metrics"
import { range } from "d3-array"
import type { ChartPoint, LatencyPoint } from "../model/index.js"
import { Layer, TICK } from "./Bands.js"
import type { Plot } from "./plot.js"

/** Rows of a heat map in each power of ten. */
const ROWS_PER_DECADE = 10
/** A cell with this share of its point's round trips, or more, has the fullest shade. */
const FULL_SHARE = 0.25
/** Shades; a cell with anything in it has at least the faintest. */
export const HEAT_LEVELS = 6

const LEVELS = range(HEAT_LEVELS, 0, -1)

interface HeatMapProps {
  readonly plot: Plot
  readonly points: readonly ChartPoint[]
}

/** Round trips over time as shaded cells: one path a shade, however many cells there are. */
export function HeatMap({ plot, points }: HeatMapProps) {
  const shades = new Map(LEVELS.map((level) => [level, ""]))
  for (const { latency, t, widthMs } of points) {
    const left = Math.max(plot.x(t - widthMs), plot.left).toFixed(1)
    const right = Math.min(plot.x(t), plot.right).toFixed(1)
    for (const { row, level } of latency === null ? [] : heatCells(latency)) {
      const [bottom, top] = [row, row + 1].map((edge) => plot.y(10 ** (edge / ROWS_PER_DECADE)))
      const cell = `M${left} ${top?.toFixed(1)}H${right}V${bottom?.toFixed(1)}H${left}Z`
      shades.set(level, shades.get(level) + cell)
    }
  }
  return (
    <Layer>
      {[...shades].map(([level, d]) => (
        <path key={level} className="fill-accent" d={d} fillOpacity={level / HEAT_LEVELS} />
      ))}
      <HeatScale plot={plot} />
    </Layer>
  )
}

/** Which shade stands for which share of a moment's round trips. */
function HeatScale({ plot }: { readonly plot: Plot }) {
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
          {textAt(at + 1, level === 1 ? "fewer" : `${percentOf(level)} %`)}
        </g>
      ))}
    </>
  )
}

function percentOf(level: number): string {
  return (shareOfLevel(level) * 100).toFixed(0)
}

interface HeatCell {
  /** Row of the cell: its lower edge is at 10 ** (row / ROWS_PER_DECADE) microseconds. */
  readonly row: number
  /** 1 to HEAT_LEVELS. */
  readonly level: number
}

/** The cells of one point: each row's share of the point's round trips, so that load does not matter. */
export function heatCells({ buckets }: LatencyPoint): readonly HeatCell[] {
  const counts = new Map<number, number>()
  let all = 0
  for (let at = 0; at + 1 < buckets.length; at += 2) {
    const us = Math.max(bucketMidUs(buckets[at] ?? 0), 1)
    const count = buckets[at + 1] ?? 0
    const row = Math.floor(Math.log10(us) * ROWS_PER_DECADE)
    counts.set(row, (counts.get(row) ?? 0) + count)
    all += count
  }
  // By the root of the share: the rare ones are what one looks for.
  return [...counts].map(([row, count]) => ({
    row,
    level: Math.max(1, Math.round(Math.sqrt(Math.min(count / all / FULL_SHARE, 1)) * HEAT_LEVELS)),
  }))
}

/** The share from which on a cell has a shade, 0 to 1. */
function shareOfLevel(level: number): number {
  return ((level - 0.5) / HEAT_LEVELS) ** 2 * FULL_SHARE
}
