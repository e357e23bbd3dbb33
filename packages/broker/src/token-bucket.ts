/** Lets through so much a second on average, and as much at once. */
export class TokenBucket {
  readonly #perSecond: number
  readonly #nowUs: () => number
  #left: number
  #filledAtUs: number

  constructor(perSecond: number, nowUs: () => number) {
    this.#perSecond = perSecond
    this.#nowUs = nowUs
    this.#left = perSecond
    this.#filledAtUs = nowUs()
  }

  /** Whether there was enough; if not, nothing is taken. */
  take(count: number): boolean {
    const nowUs = this.#nowUs()
    const filled = this.#left + (this.#perSecond * (nowUs - this.#filledAtUs)) / 1e6
    this.#left = Math.min(filled, this.#perSecond)
    this.#filledAtUs = nowUs
    if (count > this.#left) return false
    this.#left -= count
    return true
  }
}
