export { allSeries } from "./all-series.js"
export { timeOfDay } from "./axis.js"
export { LatencyChart } from "./LatencyChart.js"
export { LatencySplitChart } from "./LatencySplitChart.js"
export { ChartHistory } from "./points.js"
export { QueueDepthChart } from "./QueueDepthChart.js"
export { ThroughputChart } from "./ThroughputChart.js"
export {
  type ChartPoint,
  type ChartProps,
  LATENCY_VIEWS,
  type LatencyView,
  type Span,
  WINDOWS_MS,
  type WorkerSeries,
  type WorkerShare,
} from "./types.js"
export { spanOf, windowWords } from "./view.js"
