export { TrialDesk } from "./trial-desk.js"
