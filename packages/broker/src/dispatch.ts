import { setImmediate as turn } from "node:timers/promises"
import type { LiveEnvelope, WorkerAccount } from "./accounts.js"
import type { Dealing } from "./dealing.js"
import type { Ledger } from "./ledger.js"
import type { Numbering } from "./numbering.js"
import type { Waiting } from "./waiting.js"

/**
 * When a DEALER that took nothing is asked again. A worker's pipe stands a moment after its handshake;
 * one that is full has room when its worker has read.
 */
const RETRY_MS = 5

/** Requests dealt in a row before others get a turn of the event loop. */
const DEALT_IN_A_ROW = 256

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
    let hasDealt = true
    try {
      for (let dealt = 1; hasDealt && this.#isReady(this.dealing); dealt += 1) {
        const envelope = this.#waiting.shift()
        if (envelope === undefined) return
        hasDealt = await this.#deal(envelope, this.dealing)
        if (dealt % DEALT_IN_A_ROW === 0) await turn()
      }
    } finally {
      this.#isRunning = false
    }
    if (!hasDealt) setTimeout(() => void this.run(), RETRY_MS)
  }

  #isReady(dealing: Dealing | undefined): dealing is Dealing {
    return !this.paused && !this.held && dealing?.isReady() === true
  }

  /** False when no DEALER took it. */
  async #deal(envelope: LiveEnvelope, dealing: Dealing): Promise<boolean> {
    const frames = [this.#numbering.encode(envelope.number), ...envelope.frames]
    let worker: WorkerAccount | undefined
    try {
      worker = await dealing.deal(frames)
    } catch {
      this.#waiting.unshift(envelope)
      return false
    }
    this.#ledger.hand(envelope, worker)
    return true
  }
}
