import { ValueStore } from "@zmqscope/model"
import type { BrokerSummary } from "@zmqscope/protocol"
import type { Clock } from "../stream/index.js"

/** How often brokers are asked for: while somebody looks at them, and else, milliseconds. */
const LOOKED_AT_MS = 1000
const ELSE_MS = 5000

export interface BrokersView {
  readonly state: "loading" | "ready"
  /** In the server's order: the first is the one that a URL without a name means. */
  readonly brokers: readonly BrokerSummary[]
  /** Why the last request failed: what is shown is old. Null while they are of now. */
  readonly failure: string | null
}

export interface BrokerListParts {
  readonly load: () => Promise<readonly BrokerSummary[]>
  /** Whether the server is known to be away: then it is asked only for who looks. */
  readonly isAway: () => boolean
  readonly after: Clock["after"]
}

/** Every broker of the server in a row, asked for again and again. */
export class BrokerList {
  readonly #parts: BrokerListParts
  readonly #view = new ValueStore<BrokersView>({ state: "loading", brokers: [], failure: null })
  #lookers = 0
  #callOff: () => void = () => {}

  constructor(parts: BrokerListParts) {
    this.#parts = parts
  }

  readonly get = (): BrokersView => this.#view.get()
  readonly subscribe = (listener: () => void): (() => void) => this.#view.subscribe(listener)

  start(): void {
    void this.#ask()
  }

  /** Somebody looks at all of them; the returned function says that nobody does any more. */
  look(): () => void {
    this.#lookers += 1
    if (this.#lookers === 1) this.#again(0)
    return () => {
      this.#lookers -= 1
    }
  }

  async #ask(): Promise<void> {
    if (this.#lookers > 0 || !this.#parts.isAway()) await this.#load()
    this.#again(this.#lookers > 0 ? LOOKED_AT_MS : ELSE_MS)
  }

  async #load(): Promise<void> {
    try {
      const brokers = await this.#parts.load()
      this.#view.set({ state: "ready", brokers, failure: null })
    } catch (error) {
      const failure = error instanceof Error ? error.message : String(error)
      this.#view.set({ ...this.get(), failure })
    }
  }

  /** One timer, whoever asks. */
  #again(ms: number): void {
    this.#callOff()
    this.#callOff = this.#parts.after(ms, () => void this.#ask())
  }
}
