export {
  applyOption,
  type CompletionOption,
  complete,
} from "./complete.js"
export { toggleTerm, valueTerm } from "./edit.js"
export { asksForNames, compileFilter, type Matcher, type Names } from "./match.js"
export { type FilterError, type ParsedFilter, parseFilter, type Term } from "./parse.js"
