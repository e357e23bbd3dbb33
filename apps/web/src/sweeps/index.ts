/** Sweeps of load against latency, apart from how the page shows them. */
export { draftOf, firstDraft, orderOf, type SweepDraft } from "./draft.js"
export { LoadPoints, type LoadSeries } from "./load-points.js"
export { SWEEP_COLUMNS, sweepMarkdown } from "./table.js"
export { formatLoad, isOver, kneeWords, orderWords, progressOf, progressWords } from "./words.js"
