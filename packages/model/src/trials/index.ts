export { type ComparedRow, compareInWords, compareTrials } from "./compare.js"
export { comparisonMarkdown, trialsMarkdown } from "./markdown.js"
export { formatTrialValue, TRIAL_ROWS, trialWindow, whyUnknown } from "./rows.js"
export { describeChanges, describeSetup } from "./words.js"
