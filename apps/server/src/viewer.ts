import { assertUnreachable, type Telling } from "@zmqscope/protocol"
import { type List, type ListPart, ShownLists } from "./shown-lists.js"
import type { SnapshotFrame } from "./snapshots.js"
import type { StreamFrame } from "./stream-frame.js"

/** Unsent bytes of one viewer past which it gets no records any more. */
export const CUT_BYTES = 1024 * 1024
/** Unsent bytes under which it may get records again. */
export const RESUME_BYTES = CUT_BYTES / 2
/** Unsent bytes at which it is dropped at once: snapshots alone have filled it. */
export const DROP_BYTES = 8 * CUT_BYTES
/** How long a viewer may stay over RESUME_BYTES once it is cut, milliseconds. */
export const DROP_AFTER_MS = 10_000
/**
 * Pings in a row that a viewer may leave unanswered. They stand behind unsent data, so together
 * they must take longer than DROP_AFTER_MS, or a slow viewer would never be told why it goes.
 */
const MAX_MISSED_PONGS = 3

/** What a viewer needs of its WebSocket. */
export interface ViewerSocket {
  readonly bufferedAmount: number
  send(data: string | Uint8Array): void
  ping(): void
  close(code: number, reason: string): void
  terminate(): void
}

/**
 * One viewer of the stream. One that reads slower than records come is cut: it gets snapshots,
 * markers and notices, its missed records are counted, and at the first checkpoint after it has caught up it gets
 * the gap and the checkpoint, so that its fold is right again. Nothing here waits, nobody else notices.
 */
export class Viewer {
  readonly #socket: ViewerSocket
  readonly #encoding: "binary" | "json"
  readonly #nowMs: () => number
  readonly #lists = new ShownLists()
  #cut: { missed: number; overSinceMs: number } | undefined
  #unansweredPings = 0
  #isDropped = false

  constructor(socket: ViewerSocket, encoding: "binary" | "json", nowMs: () => number) {
    this.#socket = socket
    this.#encoding = encoding
    this.#nowMs = nowMs
  }

  deliver(frame: StreamFrame): void {
    if (this.#isDropped) return
    switch (frame.kind) {
      case "hello":
        if (this.#cut !== undefined) this.#cut.missed = 0
        this.#lists.forget()
        this.#socket.send(frame.text)
        return
      case "snapshot":
        this.#socket.send(frame.text(this.#partsOf(frame)))
        this.#dropWhenStuck()
        return
      case "marker":
      case "notice":
        // Nothing later tells of these again.
        this.#socket.send(frame.text)
        this.#dropWhenStuck()
        return
      case "records":
        if (this.#isCut()) this.#countMissed(frame.count)
        else this.#socket.send(this.#encoding === "binary" ? frame.binary : frame.text())
        return
      case "gap":
        if (this.#isCut()) this.#countMissed(frame.missed)
        else this.#socket.send(frame.text)
        return
      case "checkpoint":
        if (this.#resumes(frame.sequence) && this.#lists.wantsCheckpoints) {
          this.#socket.send(frame.text())
        }
        return
      case "event":
        // A cut viewer learns who is there from the checkpoint at which it resumes.
        if (!this.#isCut()) this.#socket.send(frame.text)
        return
      default:
        assertUnreachable(frame)
    }
  }

  /** It says what it shows. */
  show(shown: readonly Telling[]): void {
    this.#lists.show(shown)
  }

  /** Whether it waits for a list. */
  lacks(list: List): boolean {
    return this.#cut === undefined && this.#lists.lacks(list)
  }

  pong(): void {
    this.#unansweredPings = 0
  }

  /** Ends a viewer whose machine is gone, and asks the others. */
  checkAlive(): void {
    if (this.#isDropped) return
    if (this.#unansweredPings >= MAX_MISSED_PONGS) {
      this.#socket.terminate()
      return
    }
    this.#unansweredPings += 1
    this.#socket.ping()
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason)
  }

  terminate(): void {
    this.#socket.terminate()
  }

  #partsOf({ lengths }: SnapshotFrame): Record<List, ListPart> {
    const part = (list: List): ListPart => {
      const length = lengths[list]
      return length === undefined ? "none" : this.#lists.take(list, length)
    }
    return { clients: part("clients"), workers: part("workers") }
  }

  #isCut(): boolean {
    if (this.#cut === undefined && this.#socket.bufferedAmount > CUT_BYTES) {
      this.#cut = { missed: 0, overSinceMs: this.#nowMs() }
    }
    return this.#cut !== undefined
  }

  #countMissed(count: number): void {
    if (this.#cut !== undefined) this.#cut.missed += count
  }

  /** Whether a checkpoint is for this viewer; sends a caught-up one its gap first. */
  #resumes(sequence: number): boolean {
    if (!this.#isCut()) return true
    if (this.#cut === undefined || this.#socket.bufferedAmount > RESUME_BYTES) return false
    this.#socket.send(JSON.stringify({ type: "gap", missed: this.#cut.missed, sequence }))
    this.#cut = undefined
    this.#lists.forget()
    return true
  }

  #dropWhenStuck(): void {
    const { bufferedAmount } = this.#socket
    if (bufferedAmount > DROP_BYTES) {
      this.#drop("too slow: unsent data filled the buffer")
      return
    }
    if (this.#cut === undefined) return
    const now = this.#nowMs()
    if (bufferedAmount <= RESUME_BYTES) this.#cut.overSinceMs = now
    else if (now - this.#cut.overSinceMs >= DROP_AFTER_MS) {
      this.#drop("too slow: it stayed behind for 10 s")
    }
  }

  /** Its socket now has the close timeout of `ws` to read what it was sent, and why. */
  #drop(reason: string): void {
    this.#isDropped = true
    this.#socket.close(1013, reason)
  }
}
