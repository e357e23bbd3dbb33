import { BATCH_HEADER_BYTES, encodeBatch, type RecordBatch } from "@zmqscope/protocol"
import type { List } from "./shown-lists.js"
import { recordsFrame, type StreamFrame } from "./stream-frame.js"
import type { Viewer } from "./viewer.js"

/** Records are sent at most so long after they came, milliseconds. */
const FLUSH_AFTER_MS = 16
/** Records are sent at once when so many bytes of them wait. */
const FLUSH_BYTES = 64 * 1024
const PING_EVERY_MS = 5_000
/** How long a viewer may take to answer a goodbye, milliseconds. */
const GOODBYE_MS = 500
export const MAX_VIEWERS = 100

/** Sends the stream to every viewer: records gathered for a frame's time, all else in order with them. */
export class Broadcast {
  readonly #viewers = new Set<Viewer>()
  #pending: { batch: RecordBatch; encoded: Uint8Array }[] = []
  #pendingBytes = 0
  #flushTimer: NodeJS.Timeout | undefined
  readonly #pingTimer: NodeJS.Timeout

  constructor() {
    this.#pingTimer = setInterval(() => {
      for (const viewer of this.#viewers) viewer.checkAlive()
    }, PING_EVERY_MS)
    this.#pingTimer.unref()
  }

  get viewers(): number {
    return this.#viewers.size
  }

  /** Adds a viewer, whose first frames are those that `greet` makes of this very moment, hello first. */
  join(viewer: Viewer, greet: () => readonly StreamFrame[]): void {
    this.#flush()
    for (const frame of greet()) viewer.deliver(frame)
    this.#viewers.add(viewer)
  }

  /** Whether some viewer waits for a list. */
  lacks(list: List): boolean {
    return [...this.#viewers].some((viewer) => viewer.lacks(list))
  }

  leave(viewer: Viewer): void {
    this.#viewers.delete(viewer)
  }

  /** `encoded` is the whole batch as it came; it is kept until the flush and must not change. */
  records(batch: RecordBatch, encoded: Uint8Array): void {
    if (this.#viewers.size === 0 || batch.records.length === 0) return
    this.#pending.push({ batch, encoded })
    this.#pendingBytes += encoded.byteLength
    if (this.#pendingBytes >= FLUSH_BYTES) this.#flush()
    else this.#flushTimer ??= setTimeout(() => this.#flush(), FLUSH_AFTER_MS)
  }

  send(frame: StreamFrame): void {
    this.#flush()
    this.#deliver(frame)
  }

  /** Says goodbye to every viewer, and ends those that do not answer. */
  close(code: number, reason: string): void {
    clearInterval(this.#pingTimer)
    this.#flush()
    for (const viewer of this.#viewers) viewer.close(code, reason)
    const end = (): void => {
      for (const viewer of this.#viewers) viewer.terminate()
    }
    setTimeout(end, GOODBYE_MS).unref()
  }

  #flush(): void {
    clearTimeout(this.#flushTimer)
    this.#flushTimer = undefined
    const pending = this.#pending
    this.#pending = []
    this.#pendingBytes = 0
    const [first] = pending
    if (first === undefined) return
    const bodies = pending.map(({ encoded }) => encoded.subarray(BATCH_HEADER_BYTES))
    const binary =
      pending.length === 1
        ? first.encoded
        : encodeBatch(first.batch.firstSequence, Buffer.concat(bodies))
    const batches = pending.map(({ batch }) => batch)
    this.#deliver(recordsFrame(batches, binary))
  }

  #deliver(frame: StreamFrame): void {
    for (const viewer of this.#viewers) viewer.deliver(frame)
  }
}
