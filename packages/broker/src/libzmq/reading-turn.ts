import { setImmediate as turn } from "node:timers/promises"

/** How long messages are taken in a row: zeromq.js gives those that are there without a turn between. */
const READING_MS = 5
/** Messages between two looks at the clock. */
const MESSAGES_A_LOOK = 16

/** Tells who reads from a zeromq.js socket when others must have their turn of the event loop. */
export class ReadingTurn {
  #startedAt = performance.now()
  #messages = 0

  /** Whether it has been long enough; asked before each message. */
  isOver(): boolean {
    this.#messages += 1
    return (
      this.#messages % MESSAGES_A_LOOK === 0 && performance.now() - this.#startedAt > READING_MS
    )
  }

  /** Goes on in a later turn. */
  async next(): Promise<void> {
    await turn()
    this.#startedAt = performance.now()
  }
}
