import {
  type EnvelopeRecord,
  NO_CLIENT,
  NO_WORKER,
  type RecordBatch,
  type StreamMessage,
} from "@zmqscope/protocol"

/** Something for every viewer, serialised once for all of them. */
export type StreamFrame =
  /** The first of a run of the broker, and the word that it is down: nothing before it counts. */
  | { readonly kind: "hello"; readonly text: string }
  /** A peer joined or left; the next checkpoint tells who is there. */
  | { readonly kind: "event"; readonly text: string }
  | { readonly kind: "snapshot"; readonly text: string }
  /** Told once: nothing later tells of it again. */
  | { readonly kind: "marker" | "notice"; readonly text: string }
  | { readonly kind: "checkpoint"; readonly text: string; readonly sequence: number }
  | { readonly kind: "gap"; readonly text: string; readonly missed: number }
  | RecordsFrame

export interface RecordsFrame {
  readonly kind: "records"
  readonly count: number
  /** A batch, for viewers of the binary subprotocol. */
  readonly binary: Uint8Array
  /** The same as JSON, made when the first viewer of that subprotocol asks. */
  readonly text: () => string
}

export function messageFrame(message: StreamMessage): StreamFrame {
  const text = JSON.stringify(message)
  switch (message.type) {
    case "hello":
    case "snapshot":
    case "marker":
    case "notice":
      return { kind: message.type, text }
    case "checkpoint":
      return { kind: "checkpoint", text, sequence: message.sequence }
    case "gap":
      return { kind: "gap", text, missed: message.missed }
    default:
      return { kind: "event", text }
  }
}

/** @param batches without a gap between them; `binary` holds the records of all */
export function recordsFrame(batches: readonly RecordBatch[], binary: Uint8Array): RecordsFrame {
  let text: string | undefined
  return {
    kind: "records",
    count: batches.reduce((sum, { records }) => sum + records.length, 0),
    binary,
    text: () => {
      text ??= JSON.stringify({
        type: "records",
        firstSequence: batches[0]?.firstSequence ?? 0,
        records: batches.flatMap(({ records }) => Array.from(records, recordObject)),
      })
      return text
    },
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
