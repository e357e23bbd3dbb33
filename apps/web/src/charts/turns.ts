/** Longer than a frame at 60 Hz, so that no two charts draw in one. */
const TURN_MS = 20

/** Calls `task` once after `delayMs`. */
export type After = (delayMs: number, task: () => void) => void

/**
 * Lets one at a time do what would make a long frame if all did it at once. Who asks again before
 * its turn has come keeps its place, with the newer task.
 */
export class Turns {
  readonly #after: After
  readonly #waiting = new Map<object, () => void>()
  #running = false

  constructor(after: After) {
    this.#after = after
  }

  ask(owner: object, task: () => void): void {
    this.#waiting.set(owner, task)
    if (this.#running) return
    this.#running = true
    this.#next()
  }

  leave(owner: object): void {
    this.#waiting.delete(owner)
  }

  #next(): void {
    const first = this.#waiting.entries().next()
    if (first.done) {
      this.#running = false
      return
    }
    const [owner, task] = first.value
    this.#waiting.delete(owner)
    this.#after(TURN_MS, () => this.#next())
    task()
  }
}

export const chartTurns = new Turns((delayMs, task) => {
  setTimeout(task, delayMs)
})
