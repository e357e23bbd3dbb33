import { formatCount, formatDuration, formatRate, formatTick } from "@zmqscope/metrics"
import { isAlike } from "@zmqscope/model"
import type { Marker, Race, ScheduledAction } from "@zmqscope/protocol"
import { memo } from "react"
import { Chart, type ChartProps, durationAxis, type Series } from "../../charts/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { useRunChart } from "../runs/use-run-chart.js"
import { time } from "./figures.js"
import { laneLook } from "./LaneMark.js"
import { LanePoints, type SecondFigure, wholeSeconds } from "./lane-points.js"
import { actionWords, dealingWords } from "./words.js"

interface RaceChartsProps {
  readonly race: Race
}

const KINDS: Readonly<Record<ScheduledAction["action"]["do"], Marker["kind"]>> = {
  slow: "change",
  kill: "kill",
  burst: "change",
  "scale-out": "spawn",
}

/** A line a lane, second by second of the round that goes on or was the last. */
export const RaceCharts = memo(function RaceCharts({ race }: RaceChartsProps) {
  const { lanes, order, done, round } = race
  const points = new LanePoints(lanes.map((lane) => wholeSeconds(lane, race)))
  const chart = useRunChart({
    points: points.points,
    markers: done.map(({ atMs, action }) => ({
      atMs,
      kind: KINDS[action.do],
      text: actionWords(action),
    })),
    windowMs: (order.warmupSeconds + order.seconds) * 1000,
    nowMs: order.seconds * 1000,
    unit: " s",
  })
  const seriesOf = (figure: SecondFigure): readonly Series[] =>
    lanes.map((lane, at) => ({
      ...laneLook(at),
      id: `lane:${lane.letter}`,
      name: lane.letter,
      meaning: dealingWords(lane),
      shape: "line",
      widthPx: at === 0 ? 2 : 1.6,
      read: (point) => points.read(at, figure, point),
    }))
  const of = `round ${round}, second by second`
  return (
    <section
      aria-label="Charts"
      data-testid={TEST_IDS.charts}
      className="charts race-charts group-data-old:opacity-60"
    >
      {CHARTS.map((look) => (
        <div key={look.title} className="min-h-0 min-w-0 bg-bg px-6 pt-1 pb-1">
          <LaneChart chart={chart} look={look} subtitle={of} series={seriesOf(look.figure)} />
        </div>
      ))}
    </section>
  )
}, isSameView)

/** Three times of four nothing of it has changed, and no chart is drawn. */
function isSameView({ race: one }: RaceChartsProps, { race: other }: RaceChartsProps): boolean {
  return isAlike(drawnOf(one), drawnOf(other))
}

function drawnOf({ number, phase, round, done, lanes }: Race) {
  return [number, phase, round, done.length, lanes.map(({ seconds }) => seconds)]
}

interface LaneChartLook {
  readonly title: string
  readonly figure: SecondFigure
  readonly format: (value: number) => string
  /** How values are written at a linear axis; null: it is a log axis of durations. */
  readonly tick: ((value: number) => string) | null
  /** An axis is never shorter. */
  readonly least: number
}

interface LaneChartProps {
  readonly chart: ChartProps
  readonly look: LaneChartLook
  readonly subtitle: string
  readonly series: readonly Series[]
}

function LaneChart({ chart, look, subtitle, series }: LaneChartProps) {
  const { title, format, tick, least } = look
  const values = chart.points.flatMap((point) => series.flatMap((one) => one.read(point) ?? []))
  const last = chart.points.at(-1)
  const summary = series.map((one) => {
    const value = last === undefined ? null : one.read(last)
    return `${one.name} ${value === null ? "nothing" : format(value)}`
  })
  return (
    <Chart
      chart={chart}
      title={title}
      subtitle={subtitle}
      summary={summary.join(", ")}
      axis={tick === null ? durationAxis(values) : { least, format: tick }}
      series={series}
      format={format}
    />
  )
}

const CHARTS: readonly LaneChartLook[] = [
  { title: "p99", figure: "p99Us", format: formatDuration, tick: null, least: 0 },
  {
    title: "Throughput",
    figure: "returned",
    format: (value) => `${formatRate(value)}/s`,
    tick: formatTick,
    least: 4,
  },
  { title: "Depth", figure: "depth", format: formatCount, tick: formatTick, least: 4 },
  {
    title: "Idle while queued",
    figure: "idleWhileQueuedUs",
    format: time,
    tick: time,
    least: 1000,
  },
]
