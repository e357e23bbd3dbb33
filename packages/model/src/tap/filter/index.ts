export {
  applyOption,
  type Completion,
  type CompletionOption,
  complete,
} from "./complete.js"
export { narrowingWords, toggleTerm, valueTerm, withoutTerms, withTerm } from "./edit.js"
export {
  asksBeyondRows,
  compileFilter,
  type Matcher,
  type Peers,
  textsInBodies,
  unknownNames,
} from "./match.js"
export { type Condition, parseFilter, type Term } from "./terms.js"
