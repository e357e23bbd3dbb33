import type { Clock } from "./clock.js"

/** Runs an action soon after it was asked for, however often, and at most once an interval. */
export class Coalescer {
  readonly #clock: Clock
  readonly #intervalMs: number
  readonly #action: () => void
  readonly #closing = new AbortController()
  #lastMs = Number.NEGATIVE_INFINITY
  #pending = false

  constructor(clock: Clock, intervalMs: number, action: () => void) {
    this.#clock = clock
    this.#intervalMs = intervalMs
    this.#action = action
  }

  ask(): void {
    if (this.#pending) return
    this.#pending = true
    void this.#run()
  }

  close(): void {
    this.#closing.abort()
  }

  async #run(): Promise<void> {
    const restMs = Math.ceil(this.#lastMs + this.#intervalMs - this.#clock.nowMs())
    // At least one turn of the timers, so that what is asked for in one go is one action.
    await this.#clock.wait(Math.max(1, restMs), this.#closing.signal)
    if (this.#closing.signal.aborted) return
    this.#pending = false
    this.#lastMs = this.#clock.nowMs()
    this.#action()
  }
}
