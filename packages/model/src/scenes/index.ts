export { type PeerGroup, type Reading, readFigures } from "./reading.js"
export {
  advance,
  beginScene,
  type SceneEvent,
  type SceneState,
  stepOf,
} from "./runner.js"
export { describeWait, fillWords, formatFigure, nameFigure } from "./words.js"
