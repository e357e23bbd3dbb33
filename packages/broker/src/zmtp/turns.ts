import Denque from "denque"

/** How long peers' bytes are worked on in one turn of the event loop, milliseconds. */
const TURN_MS = 5

export interface TurnTaker {
  takeTurn(): void
}

/**
 * Keeps what peers send from holding the event loop: once a turn of it has been long enough, who has
 * more to be worked on waits for a later one, each in its turn.
 */
export class Turns {
  readonly #queue = new Denque<TurnTaker>()
  #startedAt = 0
  #isRunning = false
  #isScheduled = false

  /** Whether this turn of the event loop has time for more. */
  hasTime(now = performance.now()): boolean {
    if (!this.#isRunning) {
      this.#isRunning = true
      this.#startedAt = now
      setImmediate(() => {
        this.#isRunning = false
      })
    }
    return now - this.#startedAt < TURN_MS
  }

  /** Lets somebody go on in a later turn. */
  later(taker: TurnTaker): void {
    this.#queue.push(taker)
    this.#schedule()
  }

  #schedule(): void {
    if (this.#isScheduled) return
    this.#isScheduled = true
    setImmediate(() => this.#run())
  }

  #run(): void {
    this.#isScheduled = false
    this.#isRunning = false
    // Who queues again meanwhile has a later turn.
    for (let left = this.#queue.length; left > 0 && this.hasTime(); left -= 1) {
      this.#queue.shift()?.takeTurn()
    }
    if (this.#queue.length > 0) this.#schedule()
  }
}
