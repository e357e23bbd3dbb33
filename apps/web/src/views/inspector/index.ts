export { Inspector } from "./Inspector.js"
