export { LatencyChart } from "./LatencyChart.js"
export { LatencySplitChart } from "./LatencySplitChart.js"
export { ChartHistory } from "./points.js"
export { QueueDepthChart } from "./QueueDepthChart.js"
export { ThroughputChart } from "./ThroughputChart.js"
export {
  type ChartPoint,
  WINDOWS_MS,
  type WorkerSeries,
} from "./types.js"
