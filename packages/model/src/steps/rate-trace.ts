import type { HistoryStep } from "@zmqscope/protocol"

/** Seconds that the sparkline shows. */
const TRACE_SECONDS = 60

/** Requests received in each of the last whole seconds, oldest first; null: nobody counted. */
export class RateTrace {
  readonly #seconds = new Map<number, number>()
  /** The second that the last step is in. */
  #running = 0

  add(steps: readonly HistoryStep[]): void {
    for (const step of steps) {
      const second = Math.floor((step.startMs + step.widthMs / 2) / 1000)
      this.#seconds.set(second, (this.#seconds.get(second) ?? 0) + step.received)
      this.#running = second
    }
    for (const second of this.#seconds.keys()) {
      if (second >= this.#running - TRACE_SECONDS) return
      this.#seconds.delete(second)
    }
  }

  clear(): void {
    this.#seconds.clear()
  }

  /** Without the second that is still running. */
  rates(): readonly (number | null)[] {
    const first = this.#seconds.keys().next().value ?? this.#running
    const seconds = Array.from({ length: this.#running - first }, (_, at) => first + at)
    return seconds.map((second) => this.#seconds.get(second) ?? null)
  }
}
