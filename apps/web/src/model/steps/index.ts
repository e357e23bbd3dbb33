export { ChartBook } from "./chart-book.js"
export {
  chooseWorkers,
  type DrawnWorkers,
  MAX_DRAWN_WORKERS,
  type WorkerValues,
} from "./drawn-workers.js"
export { gapPoint } from "./slot.js"
export { slotWidthMs } from "./slot-series.js"
export * from "./types.js"
