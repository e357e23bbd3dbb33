import type {
  BodyFindings,
  History,
  KeptFrames,
  NamedEnvelope,
  RecordBatch,
  StreamMessage,
} from "@zmqscope/protocol"
import type { StreamState } from "./stream-state.js"

/** What takes in what a source tells, in the source's order: the page's store. */
export interface SourceSink {
  setStream(state: StreamState): void
  acceptMessage(message: StreamMessage): void
  acceptBatch(batch: RecordBatch): void
  /** Something came that is no message, and was dropped. */
  countRefused(): void
}

/** An envelope with the first bytes of its frames; null when they are no longer kept. */
export type InspectedEnvelope = NamedEnvelope & { readonly frames: KeptFrames | null }

/** What is known of a span of time. */
export interface PastEnvelopes {
  readonly rows: readonly NamedEnvelope[]
  /** There are more, from before these. */
  readonly isCut: boolean
  /** How many ended ones are kept. */
  readonly kept: number
  /** What ended before is not kept, Unix milliseconds; null while everything is. */
  readonly sinceMs: number | null
}

/** Answers about what happened before, each of which may reject. */
export interface Past {
  history(): Promise<History>
  /** What is left of it from a time on, Unix milliseconds, in steps of a second. */
  historySince(sinceMs: number): Promise<History>
  /** Envelopes from before it was listened to, in flight and ended. */
  recentEnvelopes(): Promise<readonly NamedEnvelope[]>
  /**
   * What was on its way between two moments, Unix milliseconds, the latest of it.
   * @param unixMs of a moment of the record clock
   */
  envelopesIn(
    sinceMs: number,
    untilMs: number,
    unixMs: (at: number) => number,
  ): Promise<PastEnvelopes>
  envelope(number: number): Promise<InspectedEnvelope>
  /** Looks for a text in the bodies of envelopes with a higher number. */
  searchBodies(text: string, after: number): Promise<BodyFindings>
}

/**
 * Where everything that the page knows comes from: what happens, told as it does, and answers about
 * what happened before. The live stream is one; the model cannot tell it from another.
 */
export interface Source {
  readonly past: Past
  start(sink: SourceSink): void
  /** Records went missing, on the way or in the page. Called within `LiveStore.drain`. */
  onGap(missed: number): void
}
