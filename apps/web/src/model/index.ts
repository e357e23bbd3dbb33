/**
 * What the page knows, apart from how it shows it: nothing here knows React or a chart, and a lint
 * rule holds it to that. A `Source` feeds it; views read it.
 */
export { lastStepAt, PARTS, type Part, type Parts, partsOf } from "@zmqscope/metrics"
export { Backfill } from "./backfill.js"
export { BodyBook } from "./body-book.js"
export { filterWithSpan, spanInFilter } from "./filter-span.js"
export { markdownTable } from "./markdown-table.js"
export { mergeSnapshot } from "./merge-snapshot.js"
export { roundTripUs, spanUs } from "./moments.js"
export { Now, type NowMode, type NowView, SPEEDS, type Speed } from "./now.js"
export { CAUSE_WORDS, describeCause, PLACE_WORDS } from "./place-words.js"
export { type Passed, type RecordWatcher, Replay } from "./replay.js"
export { Roster, unnamed } from "./roster.js"
export { type PeerSide, type RowList, RowPlaces } from "./row-places.js"
export * from "./scenes/index.js"
export type { InspectedEnvelope, Past, PastEnvelopes, Source, SourceSink } from "./source.js"
export { Standing } from "./standing.js"
export * from "./steps/index.js"
export { isCurrent, type StreamState } from "./stream-state.js"
export * from "./tap/index.js"
export * from "./trials/index.js"
export { type OpaqueView, WatchBook, type WatchView } from "./watch-book.js"
