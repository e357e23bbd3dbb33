// What the wire carries, and the types of all that is checked at it. The schemas themselves, and what
// decodes by them, are in @zmqscope/protocol/schemas: they take a third of a second to load, which
// the broker and the simulator do without.
export { assertUnreachable } from "./assert-unreachable.js"
export * from "./batch.js"
export * from "./calls.js"
export * from "./constants.js"
export { DEALING_SENTENCES, DEALINGS } from "./dealings.js"
export { ENVELOPE_STATES } from "./envelope-states.js"
export { EVENT_KINDS, type EventKind } from "./event-kinds.js"
export { NumberTable } from "./number-table.js"
export { MAX_PEER_NAME, peerName } from "./peer-name.js"
export * from "./pipe.js"
export { DEFAULT_RACE, MAX_LANES, MAX_ROUNDS, MORE_THAN_NOISE, RACE_FIGURES } from "./races.js"
export { reasonOf } from "./reason.js"
export {
  CAUSES,
  type Cause,
  type EnvelopeRecord,
  KINDS,
  type Kind,
  NO_CLIENT,
  NO_WORKER,
  RECORD_BYTES,
  writeFields,
  writeRecord,
} from "./record.js"
export { type RecordCursor, Records } from "./records.js"
export { type Decoded, decoded, refused } from "./result.js"
export {
  figureKey,
  GROUP_FIGURES,
  partsOfWords,
  WHOLE_FIGURES,
} from "./scene-words.js"
export type * from "./schemas/index.js"
