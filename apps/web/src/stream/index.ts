export { browserClock, type Clock } from "./clock.js"
export type { StreamConnection } from "./connection.js"
export { LiveSource } from "./live-source.js"
export { tapAt } from "./socket.js"
