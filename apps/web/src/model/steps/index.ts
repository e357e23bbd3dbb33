export { ChartBook } from "./chart-book.js"
export { gapPoint } from "./slot.js"
export { slotWidthMs } from "./slot-series.js"
export * from "./types.js"
