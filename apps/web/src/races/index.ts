/** A race as the page knows it, apart from how it shows it. */
export { TEST_SENTENCE, type VerdictRow, verdictRows } from "./figures.js"
export { type LaneLayout, type LanePile, laneLayout, lanePiles, rowY } from "./lane-piles.js"
export { LanePoints, type SecondFigure, wholeSeconds } from "./lane-points.js"
export { raceMarkdown } from "./markdown.js"
export { draftOf, type WorkersDraft, withLane, workersOf } from "./order-draft.js"
export { RaceDesk, type RaceView } from "./race-desk.js"
export { RaceList } from "./race-list.js"
export {
  actionWords,
  dealingWords,
  isOver,
  isRunning,
  laneWords,
  orderWords,
  progressWords,
} from "./words.js"
