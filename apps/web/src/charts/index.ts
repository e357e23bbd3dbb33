import type { WorkerSeries } from "../model/index.js"
import { PERCENTILES } from "./LatencyChart.js"
import { SPLIT_SERIES } from "./LatencySplitChart.js"
import { OLDEST, QUEUE_SERIES } from "./QueueDepthChart.js"

export { CHARTS } from "./all.js"
export { useCeiling } from "./axis.js"
export { Chart } from "./Chart.js"
export { PERCENTILES } from "./LatencyChart.js"
export type { ChartProps, Pin, Series } from "./types.js"
export { spanOf } from "./view.js"

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
