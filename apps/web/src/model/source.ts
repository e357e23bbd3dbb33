import type { History, NamedEnvelope, RecordBatch, StreamMessage } from "@zmqscope/protocol"
import type { StreamState } from "./stream-state.js"

/** What takes in what a source tells, in the source's order: the page's store. */
export interface SourceSink {
  setStream(state: StreamState): void
  acceptMessage(message: StreamMessage): void
  acceptBatch(batch: RecordBatch): void
  /** Something came that is no message, and was dropped. */
  countRefused(): void
}

/**
 * Where everything that the page knows comes from: what happens, told as it does, and answers about
 * what happened before. The live stream is one; the model cannot tell it from another.
 */
export interface Source {
  start(sink: SourceSink): void
  loadHistory(): Promise<History>
  /** What is left of it from a time on, Unix milliseconds, in steps of a second. */
  loadHistorySince(sinceMs: number): Promise<History>
  /** Envelopes from before it began to tell, in flight and ended. */
  loadEnvelopes(): Promise<readonly NamedEnvelope[]>
  /** Records went missing, on the way or in the page. Called within `LiveStore.drain`. */
  onGap(missed: number): void
}
