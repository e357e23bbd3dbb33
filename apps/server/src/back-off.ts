export const FIRST_DELAY_MS = 250
const MAX_DELAY_MS = 5_000
/** A child that ran for so long was healthy: its next restart starts from the first delay again. */
export const HEALTHY_AFTER_MS = 10_000

/** How long to wait before a child is started again: doubling, until it stays up for a while. */
export class BackOff {
  readonly #now: () => number
  #startedAtMs = 0
  #nextMs = FIRST_DELAY_MS

  /** `now` is a monotonic clock in milliseconds. */
  constructor(now: () => number) {
    this.#now = now
  }

  started(): void {
    this.#startedAtMs = this.#now()
  }

  /** The delay before the next start, milliseconds; each call without a healthy run doubles it. */
  delayMs(): number {
    if (this.#now() - this.#startedAtMs >= HEALTHY_AFTER_MS) this.#nextMs = FIRST_DELAY_MS
    const delay = this.#nextMs
    this.#nextMs = Math.min(delay * 2, MAX_DELAY_MS)
    return delay
  }
}
