import type { Hello, Marker, Snapshot } from "@zmqscope/protocol"
import type { HistoryLoad } from "../steps/index.js"
import type { StreamState } from "../stream-state.js"
import type { WatchView } from "../watch-book.js"

/** What React reads: immutable, and the same object until its channel is published again. */

export interface StatusView {
  readonly stream: StreamState
  readonly hello: Hello | null
  /** Frames that were no messages, and were dropped. */
  readonly refused: number
  /** Of a broker that is only watched; null of one of ours. */
  readonly watch: WatchView | null
}

export interface FiguresView {
  /** Null until the first one of this run has come. */
  readonly snapshot: Snapshot | null
  /** Requests received in each of the last seconds, oldest first; null: nobody counted. */
  readonly trace: readonly (number | null)[]
}

export interface ChartsView {
  /** The server's clock at the last snapshot, Unix milliseconds; 0 before there is one. */
  readonly nowMs: number
  readonly markers: readonly Marker[]
  readonly history: HistoryLoad
}
