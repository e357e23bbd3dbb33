export { NO_READING, type PeerGroup, type Reading, readFigures } from "./reading.js"
export {
  advance,
  beginScene,
  type SceneEvent,
  type ScenePhase,
  type SceneState,
  stepOf,
} from "./runner.js"
export { describeWait, fillWords, formatFigure, nameFigure, type SaidPart } from "./words.js"
