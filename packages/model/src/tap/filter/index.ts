export { complete } from "./complete.js"
export {
  asksBeyondRows,
  compileFilter,
  type Matcher,
  type Peers,
  textsInBodies,
  unknownNames,
} from "./match.js"
export { type Condition, parseFilter, type Term } from "./terms.js"
