export type { Channel } from "./channel.js"
export { LiveStore } from "./live-store.js"
export type { ChartsView, FiguresView, StatusView } from "./views.js"
