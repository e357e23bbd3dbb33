export {
  applyOption,
  type CompletionOption,
  complete,
} from "./complete.js"
export { narrowingWords, toggleTerm, valueTerm, withoutTerms, withTerm } from "./edit.js"
export { asksForNames, compileFilter, type Matcher, type Names, unknownNames } from "./match.js"
export { type FilterError, type ParsedFilter, parseFilter } from "./parse.js"
export type { Term } from "./terms.js"
