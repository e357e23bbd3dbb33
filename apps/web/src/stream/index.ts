export { browserClock, type Clock } from "./clock.js"
export { StreamConnection } from "./connection.js"
export { type OpenSocket, openTap } from "./socket.js"
export type { StreamPhase, StreamState } from "./stream-state.js"
