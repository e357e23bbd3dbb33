export { LegendDialog } from "./LegendDialog.js"
