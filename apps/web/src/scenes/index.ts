export { Conductor } from "./conductor.js"
export { Theatre } from "./theatre.js"
