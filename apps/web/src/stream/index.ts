export { browserClock } from "./clock.js"
export { StreamConnection } from "./connection.js"
export { openTap } from "./socket.js"
export type { StreamState } from "./stream-state.js"
