export { RaceView } from "./RaceView.js"
