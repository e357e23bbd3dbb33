export type { Channel } from "./channel.js"
export { browserFrames, FrameLoop } from "./frame-loop.js"
export { LiveStore } from "./live-store.js"
export type { ChartsView, FiguresView, StatusView } from "./views.js"
