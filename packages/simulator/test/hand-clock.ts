import type { Clock } from "../src/clock.js"

interface Sleeper {
  readonly untilMs: number
  readonly wake: () => void
}

/** Time that goes on when the test says so. */
export class HandClock implements Clock {
  #nowMs = 0
  readonly #sleepers = new Set<Sleeper>()

  nowMs(): number {
    return this.#nowMs
  }

  advance(ms: number): void {
    this.#nowMs += ms
    for (const sleeper of this.#sleepers) if (sleeper.untilMs <= this.#nowMs) sleeper.wake()
  }

  async wait(wholeMs: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return
    await new Promise<void>((resolve) => {
      const wake = () => {
        this.#sleepers.delete(sleeper)
        signal.removeEventListener("abort", wake)
        resolve()
      }
      const sleeper = { untilMs: this.#nowMs + wholeMs, wake }
      this.#sleepers.add(sleeper)
      signal.addEventListener("abort", wake)
    })
  }
}
