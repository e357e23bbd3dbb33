export { browserClock, type Clock } from "./clock.js"
export { StreamConnection } from "./connection.js"
export { openTap } from "./socket.js"
export { isCurrent, type StreamState } from "./stream-state.js"
