export { browserClock, type Clock } from "./clock.js"
export { StreamConnection } from "./connection.js"
export { liveSource } from "./live-source.js"
export { tapAt } from "./socket.js"
