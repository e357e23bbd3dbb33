import { once } from "node:events"
import { type Clock, systemClock } from "../src/clock.js"

/** The system's clock, but that waits of a given length end when the test says so. */
export class HeldClock implements Clock {
  readonly #heldMs: number
  readonly #releasing = new AbortController()
  #held = 0

  constructor(heldMs: number) {
    this.#heldMs = heldMs
  }

  /** How many waits of that length have begun. */
  get held(): number {
    return this.#held
  }

  release(): void {
    this.#releasing.abort()
  }

  nowMs(): number {
    return systemClock.nowMs()
  }

  async wait(wholeMs: number, signal: AbortSignal): Promise<void> {
    if (wholeMs !== this.#heldMs) return systemClock.wait(wholeMs, signal)
    this.#held += 1
    await once(AbortSignal.any([signal, this.#releasing.signal]), "abort")
  }
}
