import type { HistoryStep } from "@zmqscope/protocol"

/** Seconds that the sparkline shows. */
const TRACE_SECONDS = 60

/** Requests received in each of the last whole seconds, oldest first. */
export class RateTrace {
  readonly #seconds = new Map<number, number>()

  add(steps: readonly HistoryStep[]): void {
    for (const step of steps) {
      const second = Math.floor((step.startMs + step.widthMs / 2) / 1000)
      this.#seconds.set(second, (this.#seconds.get(second) ?? 0) + step.received)
    }
    while (this.#seconds.size > TRACE_SECONDS + 1) {
      const oldest = this.#seconds.keys().next()
      if (oldest.done !== true) this.#seconds.delete(oldest.value)
    }
  }

  clear(): void {
    this.#seconds.clear()
  }

  /** Without the second that is still running. */
  rates(): readonly number[] {
    return [...this.#seconds.values()].slice(0, -1)
  }
}
