import type { Trial } from "@zmqscope/protocol"
import { ValueStore } from "../value-store.js"

/** How often the stretch that goes on is asked for, milliseconds. */
const POLL_MS = 1000

interface DeskParts {
  /** Those of a number and above, the oldest first. */
  readonly load: (from: number) => Promise<readonly Trial[]>
  /** Calls back once after a time; the returned function calls it off. */
  readonly after: (ms: number, task: () => void) => () => void
}

/** The trials as the server has them, asked for while somebody looks. What is known stays meanwhile. */
export class TrialDesk {
  readonly #parts: DeskParts
  readonly #trials = new ValueStore<readonly Trial[]>([])
  #viewers = 0
  #callOff: (() => void) | null = null

  constructor(parts: DeskParts) {
    this.#parts = parts
  }

  readonly get = (): readonly Trial[] => this.#trials.get()

  readonly subscribe = (listener: () => void): (() => void) => {
    const stop = this.#trials.subscribe(listener)
    this.#viewers += 1
    if (this.#viewers === 1) this.#ask()
    return () => {
      stop()
      this.#viewers -= 1
      if (this.#viewers > 0) return
      this.#callOff?.()
      this.#callOff = null
    }
  }

  #ask(): void {
    this.#callOff = this.#parts.after(POLL_MS, () => this.#ask())
    // The one that has just ended still takes the steps that were on their way.
    const from = Math.max(1, (this.get().at(-1)?.number ?? 1) - 1)
    this.#parts.load(from).then(
      (told) => this.#take(from, told),
      // What is shown stays; the page says elsewhere that the server is away.
      () => {},
    )
  }

  #take(from: number, told: readonly Trial[]): void {
    // A server that has started anew has fewer: all that was known is of another.
    const kept = told.length === 0 ? [] : this.get().filter(({ number }) => number < from)
    if (kept.length + told.length > 0 || this.get().length > 0) this.#trials.set([...kept, ...told])
  }
}
