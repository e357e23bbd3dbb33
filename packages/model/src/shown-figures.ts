import type { Now } from "./now.js"
import type { FiguresView, LiveStore } from "./store/index.js"

type Input = Pick<LiveStore, "figures" | "figuresAt" | "figuresFrom" | "forgetFigures">

/** Key figures and peers at the moment that the page shows (`Now`), for views. */
export class ShownFigures {
  readonly #live: Input
  readonly #now: Now

  constructor(live: Input, now: Now) {
    this.#live = live
    this.#now = now
  }

  /** The same object while it says the same. */
  readonly get = (): FiguresView => this.#past ?? this.#live.figures.get()

  readonly subscribe = (listener: () => void): (() => void) => {
    const off = [this.#live.figures.subscribe(listener), this.#now.subscribe(listener)]
    return () => {
      for (const stop of off) stop()
    }
  }

  /** Whether they are of now, the page holding none so old as what it shows else. */
  get areOfNow(): boolean {
    return this.#past === null
  }

  /** Once a frame, after `Now` has moved on: it does not go back. */
  advance(): void {
    this.#live.forgetFigures(this.#now.atUs)
  }

  /** Where to stand for good, Unix milliseconds: what is shown now, or a moment on, with figures of just then. */
  get holdMs(): number | null {
    const { atUs, holdMs } = this.#now
    return this.#live.figuresFrom(atUs) ?? holdMs
  }

  get #past(): FiguresView | null {
    const { isPast, atUs } = this.#now
    return isPast ? this.#live.figuresAt(atUs) : null
  }
}
