export { Overview } from "./Overview.js"
