/** A race as the page knows it, apart from how it shows it. */
export { TEST_SENTENCE, type VerdictRow, verdictRows } from "./figures.js"
export { keepSeconds } from "./keep-seconds.js"
export { type LaneLayout, type LanePile, laneLayout, lanePiles, rowY } from "./lane-piles.js"
export { LanePoints, type SecondFigure, wholeSeconds } from "./lane-points.js"
export { raceMarkdown } from "./markdown.js"
export { draftOf, type WorkersDraft, withLane, workersOf } from "./order-draft.js"
export {
  actionWords,
  dealingWords,
  isOver,
  isRunning,
  laneWords,
  orderWords,
  progressWords,
} from "./words.js"
