import type { FunctionComponent } from "react"
import { LatencyChart } from "./LatencyChart.js"
import { LatencySplitChart } from "./LatencySplitChart.js"
import { QueueDepthChart } from "./QueueDepthChart.js"
import { ThroughputChart } from "./ThroughputChart.js"
import type { ChartProps } from "./types.js"

export { durationAxis } from "./axis.js"
export { Chart } from "./Chart.js"
export { PERCENTILES } from "./LatencyChart.js"
export { SPLIT_SERIES } from "./LatencySplitChart.js"
export { QUEUE_SERIES } from "./QueueDepthChart.js"
export type { ChartProps, Pin, Series } from "./types.js"
export { spanOf } from "./view.js"

/** The charts, in their order on the page; each can be shown alone, by the keys 1 to 4. */
export const CHARTS = {
  queue: { title: "Queue depth", Chart: QueueDepthChart },
  throughput: { title: "Throughput", Chart: ThroughputChart },
  latency: { title: "Round trip", Chart: LatencyChart },
  split: { title: "Where time goes", Chart: LatencySplitChart },
} as const satisfies Record<string, { title: string; Chart: FunctionComponent<ChartProps> }>
