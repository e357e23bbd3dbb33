import type { LiveEnvelope, WorkerAccount } from "./accounts.js"
import type { Dealing } from "./dealing.js"
import type { Ledger } from "./ledger.js"
import type { Numbering } from "./numbering.js"
import type { Waiting } from "./waiting.js"

/** Takes requests from waiting and deals them, one at a time, in order. */
export class Dispatch {
  paused = false
  /** While the way of dealing changes. */
  held = false
  /** Until there is one, nothing is dealt. */
  dealing: Dealing | undefined
  readonly #waiting: Waiting
  readonly #ledger: Ledger
  readonly #numbering: Numbering
  #isRunning = false

  constructor(waiting: Waiting, ledger: Ledger, numbering: Numbering) {
    this.#waiting = waiting
    this.#ledger = ledger
    this.#numbering = numbering
  }

  /** Call it whenever something could be dealt that could not before. */
  async run(): Promise<void> {
    if (this.#isRunning) return
    this.#isRunning = true
    try {
      while (!this.paused && !this.held && this.dealing?.isReady()) {
        const envelope = this.#waiting.shift()
        if (envelope === undefined) return
        await this.#deal(envelope, this.dealing)
      }
    } finally {
      this.#isRunning = false
    }
  }

  async #deal(envelope: LiveEnvelope, dealing: Dealing): Promise<void> {
    const frames = [this.#numbering.encode(envelope.number), ...envelope.frames]
    let worker: WorkerAccount | undefined
    try {
      worker = await dealing.deal(frames)
    } catch {
      this.#waiting.unshift(envelope)
      return
    }
    this.#ledger.hand(envelope, worker)
  }
}
