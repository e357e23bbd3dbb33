export { TrialStrip } from "./TrialStrip.js"
export { TrialsPanel } from "./TrialsPanel.js"
export { usePins } from "./use-pins.js"
