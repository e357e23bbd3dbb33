export { anyWildcard, compile, eachLeaf, some, type Test, wildcard } from "./compile.js"
export {
  compileEvents,
  EVENT_KEYS,
  type EventTerm,
  parseEventFilter,
} from "./events.js"
export { type FilterError, type Node, type Parsed, parse } from "./grammar.js"
export { operatorOf, quote, type Token, tokenize } from "./tokens.js"
export { readWord } from "./words.js"
