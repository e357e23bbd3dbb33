export { Clients } from "./Clients.js"
export { Workers } from "./Workers.js"
