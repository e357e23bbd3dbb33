import { ValueStore } from "@zmqscope/model"
import { reasonOf } from "./reason.js"

export type ChunkState<T> =
  | { readonly state: "unasked" | "loading" }
  | { readonly state: "ready"; readonly part: T }
  | { readonly state: "failed"; readonly why: string }

/** A part of the page's code that is loaded when it is first needed, and can be asked for again. */
export class Chunk<T> {
  readonly #load: () => Promise<T>
  readonly #state = new ValueStore<ChunkState<T>>({ state: "unasked" })
  readonly get = this.#state.get
  readonly subscribe = this.#state.subscribe

  constructor(load: () => Promise<T>) {
    this.#load = load
  }

  /** Loads it, unless it is there or on its way. */
  readonly ask = (): void => {
    const { state } = this.get()
    if (state === "unasked" || state === "failed") void this.#ask()
  }

  async #ask(): Promise<void> {
    this.#state.set({ state: "loading" })
    try {
      this.#state.set({ state: "ready", part: await this.#load() })
    } catch (error) {
      this.#state.set({ state: "failed", why: reasonOf(error) })
    }
  }
}
