/** Without a beat for so long, the child hangs. */
export const HUNG_MS = 10_000

const LOOK_EVERY_MS = 100
/** What one look may add: the time in which this process itself stood still says nothing of the child. */
const MOST_AT_ONCE_MS = 2 * LOOK_EVERY_MS

/**
 * Notices that a child hangs: one that works gives a sign of life once a second. Silence is counted
 * in this process's own turns, so that a suspended machine, or a busy one, accuses nobody.
 */
export class Pulse {
  readonly #nowMs: () => number
  readonly #timer: NodeJS.Timeout
  #lookedAtMs: number
  #silentMs = 0
  #onHung: (() => void) | undefined

  /** @param nowMs a monotonic clock */
  constructor(nowMs: () => number) {
    this.#nowMs = nowMs
    this.#lookedAtMs = nowMs()
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS)
  }

  /** Since the last beat, milliseconds; goes on while none is expected. */
  get silentMs(): number {
    return this.#silentMs
  }

  /** A child runs: from now on it has to beat, or `onHung` is told, once. */
  expect(onHung: () => void): void {
    this.#silentMs = 0
    this.#onHung = onHung
  }

  beat(): void {
    this.#silentMs = 0
  }

  /** No child runs. */
  rest(): void {
    this.#onHung = undefined
  }

  close(): void {
    clearInterval(this.#timer)
  }

  #look(): void {
    const now = this.#nowMs()
    this.#silentMs += Math.min(now - this.#lookedAtMs, MOST_AT_ONCE_MS)
    this.#lookedAtMs = now
    if (this.#silentMs < HUNG_MS) return
    const onHung = this.#onHung
    this.rest()
    onHung?.()
  }
}
