import type { Writable } from "node:stream"
import type { Tap } from "./tap.js"

/** How long records gather before they are written: short beside a frame of the screen. */
const GATHER_MS = 5

/** Writes the tap to its reader as fast as that reads, and no faster. */
export class TapPipe {
  readonly #stream: Writable
  #tap: Tap | undefined
  #isScheduled = false
  #isBlocked = false

  constructor(stream: Writable) {
    this.#stream = stream
    stream.on("drain", () => {
      this.#isBlocked = false
      this.pending()
    })
    // The reader is gone; the disconnect of the IPC channel says so, too, and ends the process.
    stream.on("error", () => {})
  }

  open(tap: Tap): void {
    this.#tap = tap
    this.pending()
  }

  pending(): void {
    if (this.#isScheduled || this.#isBlocked) return
    this.#isScheduled = true
    setTimeout(() => this.#flush(), GATHER_MS)
  }

  /** Writes what is left and ends the stream. */
  async end(): Promise<void> {
    this.#isBlocked = false
    this.#flush()
    await new Promise<void>((resolve) => this.#stream.end(resolve))
  }

  #flush(): void {
    this.#isScheduled = false
    if (this.#tap === undefined || this.#isBlocked) return
    for (const frame of this.#tap.take()) {
      if (!this.#stream.write(frame)) this.#isBlocked = true
    }
  }
}
