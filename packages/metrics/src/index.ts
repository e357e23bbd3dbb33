export { bucketMidUs, bucketOf } from "./buckets.js"
export type { Discrepancy } from "./compare-checkpoint.js"
export { conservation } from "./conservation.js"
export { EnvelopeBook } from "./envelope-book.js"
export { type CheckpointOutcome, Fold } from "./fold.js"
export { Histogram } from "./histogram.js"
export { History } from "./history.js"
export { LiveEnvelopes } from "./live-envelopes.js"
export { lastStepAt, PARTS, type Part, type Parts, partsOf } from "./parts.js"
export { silentUs } from "./silence.js"
export { SlidingHistogram } from "./sliding-histogram.js"
export {
  COARSE_STEP_MS,
  emptyStep,
  FINE_STEP_MS,
  mergeSteps,
  StepSum,
  stepPercentiles,
} from "./steps.js"
export { StreamCheck } from "./stream-check.js"
export * from "./theory/index.js"
export { whatIsWell, whatIsWrong, whyUnknown } from "./traffic.js"
export { leastRoundTrips, TrialSum } from "./trial-sum.js"
export { verdict } from "./verdict.js"
export * from "./words.js"
