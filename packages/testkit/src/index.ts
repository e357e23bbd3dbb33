export { type EventuallyOptions, eventually, type NotYet } from "./eventually.js"
