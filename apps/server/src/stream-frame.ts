import {
  type EnvelopeRecord,
  NO_CLIENT,
  NO_WORKER,
  type RecordBatch,
  type SnapshotMessage,
  type StreamMessage,
} from "@zmqscope/protocol"
import type { SnapshotFrame } from "./snapshots.js"

/** Something for every viewer, serialised once for all of them. */
export type StreamFrame =
  /** The first of a run of the broker, and the word that it is down: nothing before it counts. */
  | { readonly kind: "hello"; readonly text: string }
  /** A peer joined or left; the next checkpoint tells who is there. */
  | { readonly kind: "event"; readonly text: string }
  | SnapshotFrame
  /** Told once: nothing later tells of it again. */
  | { readonly kind: "marker" | "notice"; readonly text: string }
  | CheckpointFrame
  | { readonly kind: "gap"; readonly text: string; readonly missed: number }
  | RecordsFrame

/** Not everybody gets it, and it tells of every peer: serialised when somebody does. */
interface CheckpointFrame {
  readonly kind: "checkpoint"
  readonly text: () => string
  readonly sequence: number
}

export interface RecordsFrame {
  readonly kind: "records"
  readonly count: number
  /** A batch, for viewers of the binary subprotocol. */
  readonly binary: Uint8Array
  /** The same as JSON, made when the first viewer of that subprotocol asks. */
  readonly text: () => string
}

/** All that every viewer is told alike. */
export type ToldMessage = Exclude<StreamMessage, SnapshotMessage>

export function messageFrame(message: ToldMessage): StreamFrame {
  if (message.type === "checkpoint") {
    const { sequence } = message
    return { kind: "checkpoint", text: once(() => JSON.stringify(message)), sequence }
  }
  const text = JSON.stringify(message)
  switch (message.type) {
    case "hello":
    case "marker":
    case "notice":
      return { kind: message.type, text }
    case "gap":
      return { kind: "gap", text, missed: message.missed }
    default:
      return { kind: "event", text }
  }
}

/** @param batches without a gap between them; `binary` holds the records of all */
export function recordsFrame(batches: readonly RecordBatch[], binary: Uint8Array): RecordsFrame {
  return {
    kind: "records",
    count: batches.reduce((sum, { records }) => sum + records.length, 0),
    binary,
    text: once(() =>
      JSON.stringify({
        type: "records",
        firstSequence: batches[0]?.firstSequence ?? 0,
        records: batches.flatMap(({ records }) => Array.from(records, recordObject)),
      }),
    ),
  }
}

/** Made when somebody asks, and then the same for everybody. */
function once(make: () => string): () => string {
  let text: string | undefined
  return () => {
    text ??= make()
    return text
  }
}

/** A record as people and tools read it: no peer is null, not a number that stands for it. */
function recordObject(record: EnvelopeRecord): object {
  return {
    ...record,
    client: record.client === NO_CLIENT ? null : record.client,
    worker: record.worker === NO_WORKER ? null : record.worker,
  }
}
