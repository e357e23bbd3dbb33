import type { FunctionComponent } from "react"
import { LatencyChart } from "./LatencyChart.js"
import { LatencySplitChart } from "./LatencySplitChart.js"
import { QueueDepthChart } from "./QueueDepthChart.js"
import { ThroughputChart } from "./ThroughputChart.js"
import type { ChartProps } from "./types.js"

/** The charts, in their order on the page; each can be shown alone, by the keys 1 to 4. */
export const CHARTS = {
  queue: { title: "Queue depth", Chart: QueueDepthChart },
  throughput: { title: "Throughput", Chart: ThroughputChart },
  latency: { title: "Round trip", Chart: LatencyChart },
  split: { title: "Where time goes", Chart: LatencySplitChart },
} as const satisfies Record<string, { title: string; Chart: FunctionComponent<ChartProps> }>
