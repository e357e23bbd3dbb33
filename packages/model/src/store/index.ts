export { LiveStore } from "./live-store.js"
export type { ChartsView, FiguresView, StatusView } from "./views.js"
