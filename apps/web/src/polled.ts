import { ValueStore } from "@zmqscope/model"
import type { Clock } from "./stream/index.js"

export type PolledView<T> =
  | { readonly state: "loading" }
  /** It could not be asked for, and nothing is known of it yet. */
  | { readonly state: "failed"; readonly why: string }
  /** `failure`: why what is shown is old; null while it is of now. */
  | { readonly state: "ready"; readonly value: T; readonly failure: string | null }

export interface PolledParts<T> {
  readonly load: () => Promise<T>
  /** How long after an answer it is asked for again, milliseconds. */
  readonly everyMs: (value: T) => number
  readonly after: Clock["after"]
}

/** After nobody answered, milliseconds. */
const AGAIN_MS = 1000

/** What the server knows and does not tell by itself, asked for again and again while somebody looks. */
export class Polled<T> {
  readonly #parts: PolledParts<T>
  readonly #view = new ValueStore<PolledView<T>>({ state: "loading" })
  /** Counts up with each beginning to ask: what answers to one before is too late. */
  #turn = 0
  #callOff: () => void = () => {}

  constructor(parts: PolledParts<T>) {
    this.#parts = parts
  }

  readonly get = (): PolledView<T> => this.#view.get()
  readonly subscribe = (listener: () => void): (() => void) => this.#view.subscribe(listener)

  /** From now on it is asked for; the returned function ends that. */
  readonly watch = (): (() => void) => {
    this.lookNow()
    return () => {
      this.#turn += 1
      this.#callOff()
    }
  }

  /** Asks at once: something has been done. */
  readonly lookNow = (): void => {
    this.#callOff()
    this.#turn += 1
    void this.#ask(this.#turn)
  }

  async #ask(turn: number): Promise<void> {
    let delayMs = AGAIN_MS
    try {
      const value = await this.#parts.load()
      if (turn !== this.#turn) return
      this.#view.set({ state: "ready", value, failure: null })
      delayMs = this.#parts.everyMs(value)
    } catch (error) {
      if (turn !== this.#turn) return
      const why = error instanceof Error ? error.message : String(error)
      const before = this.get()
      this.#view.set(
        before.state === "ready" ? { ...before, failure: why } : { state: "failed", why },
      )
    }
    this.#callOff = this.#parts.after(delayMs, this.lookNow)
  }
}
