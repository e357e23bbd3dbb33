export { SweepView } from "./SweepView.js"
