import { formatRate, formatTick } from "@zmqscope/metrics"
import type { ChartPoint } from "@zmqscope/model"
import { max, mean, sum } from "d3-array"
import { useCeiling } from "./axis.js"
import { Chart, liveChart } from "./Chart.js"
import { trendOf } from "./trend.js"
import { isKnown, lastPoint, recentPoints } from "./view.js"
import { useWorkerSeries } from "./worker-series.js"

const rateOf = ({ served }: ChartPoint) => sum(served.values())
const perSecond = (rate: number) => `${formatRate(rate)}/s`

export const ThroughputChart = liveChart("ThroughputChart", ({ chart }) => {
  const { points, hidden } = chart
  const series = useWorkerSeries(chart, ({ served }) => served, "line")
  const shown = series.filter(({ id }) => !hidden.has(id))
  const highest = max(points, (point) => max(shown, (one) => one.read(point) ?? 0)) ?? 0
  const trend = trendOf(points.filter(isKnown).map(rateOf))
  const rate = formatRate(mean(recentPoints(chart), rateOf) ?? 0)
  return (
    <Chart
      chart={chart}
      title="Throughput"
      subtitle="replies per second"
      figure={(of) => perSecond(mean(of, rateOf) ?? 0)}
      summary={`${rate} replies per second, ${trend}, from ${lastPoint(points)?.served.size ?? 0} workers`}
      axis={{ kind: "linear", low: 0, high: useCeiling(highest, 4, chart), format: formatTick }}
      series={series}
      format={perSecond}
    />
  )
})
