import type { Clock } from "./clock.js"

/** A timer later than this was held up by a busy machine, which is not made up for. */
const LONGEST_CARRY_MS = 2

/**
 * Waits for times with fractions on a timer of whole milliseconds that is always a little late:
 * what one wait took too much or too little, the next gives back, so that the mean is right.
 */
export class FairWait {
  readonly #clock: Clock
  #owedMs = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  async wait(ms: number, signal: AbortSignal): Promise<void> {
    const startedMs = this.#clock.nowMs()
    const owedMs = ms + this.#owedMs
    await this.#clock.wait(Math.max(0, Math.round(owedMs)), signal)
    const leftMs = owedMs - (this.#clock.nowMs() - startedMs)
    this.#owedMs = Math.max(-LONGEST_CARRY_MS, Math.min(leftMs, LONGEST_CARRY_MS))
  }
}
