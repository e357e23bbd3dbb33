import { setTimeout as wait } from "node:timers/promises"

/** Time, as the simulator's logic sees it; tests pass their own. */
export interface Clock {
  /** Monotonic milliseconds, with fractions. */
  nowMs(): number
  /** Resolves after so many whole milliseconds, or early when the signal aborts. */
  wait(wholeMs: number, signal: AbortSignal): Promise<void>
}

export const systemClock: Clock = {
  nowMs: () => performance.now(),
  async wait(wholeMs, signal) {
    if (wholeMs <= 0) return
    await wait(wholeMs, undefined, { signal }).catch((error: unknown) => {
      if (!signal.aborted) throw error
    })
  },
}
