export { browserClock, type Clock } from "./clock.js"
export { StreamConnection } from "./connection.js"
export { tapAt } from "./socket.js"
