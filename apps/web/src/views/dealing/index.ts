export { DealingPanel } from "./DealingPanel.js"
