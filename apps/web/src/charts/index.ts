export { LatencyChart } from "./LatencyChart.js"
export { LatencySplitChart } from "./LatencySplitChart.js"
export { ChartHistory } from "./points.js"
export { QueueDepthChart } from "./QueueDepthChart.js"
export { hiddenSeries, type LatencyView, latencyView, ValueStore } from "./stores.js"
export { ThroughputChart } from "./ThroughputChart.js"
export {
  type ChartPoint,
  type ChartProps,
  type Span,
  WINDOWS_MS,
  type WorkerSeries,
} from "./types.js"
