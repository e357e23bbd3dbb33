import { useEffect, useState } from "react"

/** Longer than a frame at 60 Hz, so that no two draw in one. */
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
    if (!this.#running) this.#next()
  }

  leave(owner: object): void {
    this.#waiting.delete(owner)
  }

  #next(): void {
    const [first] = this.#waiting
    this.#running = first !== undefined
    if (first === undefined) return
    const [owner, task] = first
    this.#waiting.delete(owner)
    this.#after(TURN_MS, () => this.#next())
    task()
  }
}

const turns = new Turns((delayMs, task) => setTimeout(task, delayMs))

/** The latest value that is not the same as the one before, in a frame of its own. */
export function useTurn<T>(latest: T, isSame: (one: T, other: T) => boolean): T {
  const [owner] = useState(() => ({}))
  const [shown, setShown] = useState(latest)
  const isStale = !isSame(shown, latest)
  useEffect(() => {
    if (isStale) turns.ask(owner, () => setShown(latest))
  })
  useEffect(() => () => turns.leave(owner), [owner])
  return shown
}
