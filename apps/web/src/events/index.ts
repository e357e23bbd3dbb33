export { EventBook, MAX_SHOWN } from "./event-book.js"
