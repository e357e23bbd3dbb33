export { FairnessPanel } from "./FairnessPanel.js"
