import { formatRate, formatTick } from "@zmqscope/metrics"
import { type ChartPoint, isKnown, lastPoint, trendOf } from "@zmqscope/model"
import { mean, sum } from "d3-array"
import { Chart, liveChart } from "./Chart.js"
import { recentPoints } from "./view.js"
import { useWorkerSeries } from "./worker-series.js"

const rateOf = ({ served }: ChartPoint) => sum(served.values())
const perSecond = (rate: number) => `${formatRate(rate)}/s`

export const ThroughputChart = liveChart(({ chart }) => {
  const { points } = chart
  const series = useWorkerSeries(chart, ({ served }) => served, "line")
  const trend = trendOf(points.filter(isKnown).map(rateOf))
  const rate = formatRate(mean(recentPoints(chart), rateOf) ?? 0)
  return (
    <Chart
      chart={chart}
      title="Throughput"
      subtitle="replies per second"
      figure={(of) => perSecond(mean(of, rateOf) ?? 0)}
      summary={`${rate} replies per second, ${trend}, from ${lastPoint(points)?.served.size ?? 0} workers`}
      axis={{ least: 4, format: formatTick }}
      series={series}
      format={perSecond}
    />
  )
})
