import type { WorkerSeries } from "@zmqscope/model"
import type { FunctionComponent } from "react"
import { LatencyChart, PERCENTILES } from "./LatencyChart.js"
import { LatencySplitChart, SPLIT_SERIES } from "./LatencySplitChart.js"
import { OLDEST, QUEUE_SERIES, QueueDepthChart } from "./QueueDepthChart.js"
import { ThroughputChart } from "./ThroughputChart.js"
import type { ChartProps } from "./types.js"

export { durationAxis, useCeiling } from "./axis.js"
export { Chart } from "./Chart.js"
export { PERCENTILES } from "./LatencyChart.js"
export type { ChartProps, Pin, Series } from "./types.js"
export { spanOf } from "./view.js"

/** The charts, in their order on the page; each can be shown alone, by the keys 1 to 4. */
export const CHARTS = {
  queue: { title: "Queue depth", Chart: QueueDepthChart },
  throughput: { title: "Throughput", Chart: ThroughputChart },
  latency: { title: "Round trip", Chart: LatencyChart },
  split: { title: "Where time goes", Chart: LatencySplitChart },
} as const satisfies Record<string, { title: string; Chart: FunctionComponent<ChartProps> }>

/** Every series that the charts may draw, with these workers: by its id, and in words. */
export function allSeries(workers: readonly WorkerSeries[]) {
  const of = (chart: string, series: readonly { readonly id: string; readonly name: string }[]) =>
    series.map(({ id, name }) => ({ id, words: `${name} in ${chart}` }))
  const ofWorkers = workers.map(({ series, name }) => ({ id: `worker:${series}`, name }))
  return [
    ...of("Queue depth", [...QUEUE_SERIES, OLDEST]),
    ...of("Round trip", PERCENTILES),
    ...of("Where time goes", SPLIT_SERIES),
    ...of("the charts", [...ofWorkers, { id: "others", name: "the other workers" }]),
  ]
}
