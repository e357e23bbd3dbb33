import { ValueStore } from "@zmqscope/model"
import { ApiError } from "./api/index.js"
import { reasonOf } from "./reason.js"
import { browserClock, type Clock } from "./stream/index.js"

export type PolledView<T> = (
  | { readonly state: "loading" | "failed"; readonly value: null }
  | { readonly state: "ready"; readonly value: T }
) & {
  /** Why it is not known, or what is shown is old; null while it is of now. */
  readonly failure: string | null
  /** The server knows no such thing, whatever was known of it. */
  readonly isGone: boolean
}

export interface PolledParts<T> {
  /** @param known what was told last, if anything was */
  readonly load: (known: T | null) => Promise<T>
  /** How long after an answer it is asked for again, milliseconds; null: not by itself. */
  readonly everyMs: (view: PolledView<T>) => number | null
  readonly after?: Clock["after"]
}

/** After nobody answered, milliseconds. */
const AGAIN_MS = 1000

/** What the server knows and does not tell by itself, asked for again and again while somebody looks. */
export class Polled<T> {
  readonly #parts: PolledParts<T>
  readonly #view = new ValueStore<PolledView<T>>({
    state: "loading",
    value: null,
    failure: null,
    isGone: false,
  })
  readonly get = this.#view.get
  readonly subscribe = this.#view.subscribe
  #isWatched = false
  /** Counts up with each beginning to ask: what answers to one before is too late. */
  #turn = 0
  #callOff: () => void = () => {}

  constructor(parts: PolledParts<T>) {
    this.#parts = parts
  }

  /** From now on it is asked for; the returned function ends that. */
  readonly watch = (): (() => void) => {
    this.#isWatched = true
    this.lookNow()
    return () => {
      this.#isWatched = false
      this.#turn += 1
      this.#callOff()
    }
  }

  /** Asks at once, while somebody looks: something has been done. */
  readonly lookNow = (): void => {
    if (!this.#isWatched) return
    this.#callOff()
    this.#turn += 1
    void this.#ask(this.#turn)
  }

  async #ask(turn: number): Promise<void> {
    const view = await this.#load()
    if (turn !== this.#turn) return
    this.#view.set(view)
    const isAnswered = view.failure === null || view.isGone
    const delayMs = isAnswered ? this.#parts.everyMs(view) : AGAIN_MS
    if (delayMs === null) return
    const { after = browserClock.after } = this.#parts
    this.#callOff = after(delayMs, this.lookNow)
  }

  async #load(): Promise<PolledView<T>> {
    const { value: known } = this.get()
    try {
      const value = await this.#parts.load(known)
      return { state: "ready", value, failure: null, isGone: false }
    } catch (error) {
      const isGone = error instanceof ApiError && error.status === 404
      const told = { failure: reasonOf(error), isGone }
      return known === null
        ? { state: "failed", value: null, ...told }
        : { state: "ready", value: known, ...told }
    }
  }
}
