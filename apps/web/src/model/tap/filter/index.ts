export {
  applyOption,
  type CompletionOption,
  complete,
} from "./complete.js"
export { narrowingWords, toggleTerm, valueTerm, withoutTerms, withTerm } from "./edit.js"
export {
  type Asked,
  asksBeyondRows,
  compileFilter,
  type Matcher,
  type Peers,
  textsInBodies,
  unknownNames,
} from "./match.js"
export { type FilterError, type ParsedFilter, parseFilter } from "./parse.js"
export type { Term } from "./terms.js"
