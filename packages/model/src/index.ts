/**
 * What the page knows, apart from how it shows it: nothing here knows the DOM, React or a chart, and
 * could not. A `Source` feeds it; views read it.
 */
export { filterWithSpan, spanInFilter } from "./filter-span.js"
export { markdownTable } from "./markdown-table.js"
export { mergeSnapshot } from "./merge-snapshot.js"
export { roundTripUs, spanUs } from "./moments.js"
export { Now, type NowMode, type NowView, SPEEDS, type Speed } from "./now.js"
export { CAUSE_WORDS, describeCause, PLACE_WORDS } from "./place-words.js"
export { type Passed, Replay } from "./replay.js"
export { Roster, unnamed } from "./roster.js"
export { type PeerSide, type RowList, RowPlaces } from "./row-places.js"
export * from "./scenes/index.js"
export { ShownFigures } from "./shown-figures.js"
export type { InspectedEnvelope, Past, PastEnvelopes, Source, SourceSink } from "./source.js"
export { Standing } from "./standing.js"
export * from "./steps/index.js"
export * from "./store/index.js"
export { isCurrent, type StreamState } from "./stream-state.js"
export * from "./tap/index.js"
export * from "./trials/index.js"
export { isAlike, ValueStore } from "./value-store.js"
export type { WatchView } from "./watch-book.js"
