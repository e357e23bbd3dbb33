export type { CommandId } from "./catalogue.js"
export { type Command, Commands, chordOf, isKeyTaken, type Tasks } from "./commands.js"
export { fuzzyScore } from "./fuzzy.js"
export { commandInfo, isMac, keyNames, keySections } from "./help.js"
