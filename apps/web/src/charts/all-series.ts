import { PERCENTILES } from "./LatencyChart.js"
import { SPLIT_SERIES } from "./LatencySplitChart.js"
import { QUEUE_SERIES } from "./QueueDepthChart.js"
import type { WorkerSeries } from "./types.js"

/** A series that can be turned off and on, by its id, in words. */
export interface SeriesName {
  readonly id: string
  readonly words: string
}

/** Every series that the charts may draw, with these workers. */
export function allSeries(workers: readonly WorkerSeries[]): readonly SeriesName[] {
  const of = (chart: string, series: readonly { readonly id: string; readonly name: string }[]) =>
    series.map(({ id, name }) => ({ id, words: `${name} in ${chart}` }))
  return [
    ...of("Queue depth", QUEUE_SERIES),
    ...of("Round trip", PERCENTILES),
    ...of("Where time goes", SPLIT_SERIES),
    ...workers.map(({ series, name }) => ({
      id: `worker:${series}`,
      words: `${name} in the charts`,
    })),
    { id: "others", words: "the other workers in the charts" },
  ]
}
