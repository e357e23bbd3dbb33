export { Events } from "./Events.js"
