export { completeEvents } from "./complete-events.js"
export { EventBook, MAX_SHOWN } from "./event-book.js"
