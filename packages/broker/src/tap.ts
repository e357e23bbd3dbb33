import {
  BATCH_HEADER_BYTES,
  type BrokerHello,
  type BrokerMessage,
  type Cause,
  type Checkpoint,
  encodePipeFrame,
  type Kind,
  RECORD_BYTES,
  writeBatchHeader,
  writeFields,
} from "@zmqscope/protocol"
import type { RecordSink } from "./chronicle.js"

/** Records to a batch: 16 KiB. */
const BATCH_RECORDS = 512

/**
 * What happened, in order, for one reader: records in batches, and messages between them. Bounded:
 * when the reader stalls and more than `maxBytes` stand here, all of it goes, and the reader gets a
 * `gap` with the count of records and a checkpoint to go on from. Writing never waits.
 */
export class Tap implements RecordSink {
  readonly #maxBytes: number
  readonly #checkpoint: (sequence: number) => Checkpoint
  readonly #onPending: () => void
  /** What the reader gets first, whatever is dropped. */
  #opening: Uint8Array[] = []
  /** Encoded pipe frames that wait for the reader. */
  #frames: Uint8Array[] = []
  #queuedBytes = 0
  #queuedRecords = 0
  #open = new DataView(new ArrayBuffer(BATCH_HEADER_BYTES + BATCH_RECORDS * RECORD_BYTES))
  #openRecords = 0
  #sequence = 0
  /** Records that went since the reader last took something. */
  #missed = 0

  /**
   * @param checkpoint makes the absolute figures as they stand now
   * @param onPending is told that there is something to take
   */
  constructor(
    maxBytes: number,
    checkpoint: (sequence: number) => Checkpoint,
    onPending: () => void,
  ) {
    this.#maxBytes = maxBytes
    this.#checkpoint = checkpoint
    this.#onPending = onPending
  }

  record(
    kind: Kind,
    at: number,
    envelope: number,
    client: number,
    worker: number,
    sizeBytes: number,
    attempt: number,
    cause: Cause | null,
  ): void {
    const offset = BATCH_HEADER_BYTES + this.#openRecords * RECORD_BYTES
    writeFields(this.#open, offset, kind, at, envelope, client, worker, sizeBytes, attempt, cause)
    this.#openRecords += 1
    this.#sequence += 1
    if (this.#openRecords === 1) this.#onPending()
    if (this.#openRecords === BATCH_RECORDS) this.#seal()
  }

  /** The first message of all. */
  open(hello: BrokerHello): void {
    this.#opening = [textFrame(hello)]
    this.#onPending()
  }

  /** Places a message between the records before and after it. */
  message(message: BrokerMessage): void {
    this.#seal()
    this.#enqueue(textFrame(message))
    this.#onPending()
  }

  checkpoint(): void {
    this.message(this.#checkpoint(this.#sequence))
  }

  /** Everything that stands here, as pipe frames; the reader has taken it. */
  take(): readonly Uint8Array[] {
    this.#seal()
    const frames = [...this.#opening, ...this.#frames]
    this.#opening = []
    this.#frames = []
    this.#queuedBytes = 0
    this.#queuedRecords = 0
    this.#missed = 0
    return frames
  }

  #enqueue(frame: Uint8Array): void {
    this.#frames.push(frame)
    this.#queuedBytes += frame.byteLength
    if (this.#queuedBytes > this.#maxBytes) this.#dropAll()
  }

  #seal(): void {
    if (this.#openRecords === 0) return
    writeBatchHeader(this.#open, this.#sequence - this.#openRecords, this.#openRecords)
    const batch = new Uint8Array(
      this.#open.buffer,
      0,
      BATCH_HEADER_BYTES + this.#openRecords * RECORD_BYTES,
    )
    this.#queuedRecords += this.#openRecords
    this.#openRecords = 0
    this.#enqueue(encodePipeFrame("binary", batch))
  }

  #dropAll(): void {
    this.#missed += this.#queuedRecords
    this.#queuedRecords = 0
    this.#frames = [
      textFrame({ type: "gap", missed: this.#missed, sequence: this.#sequence }),
      textFrame(this.#checkpoint(this.#sequence)),
    ]
    this.#queuedBytes = 0
  }
}

function textFrame(message: BrokerMessage): Uint8Array {
  return encodePipeFrame("text", new TextEncoder().encode(JSON.stringify(message)))
}
