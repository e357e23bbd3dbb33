import { ValueStore } from "@zmqscope/model"
import type { Race } from "@zmqscope/protocol"

interface RacesView {
  readonly state: "loading" | "ready" | "failed"
  /** The latest first. */
  readonly races: readonly Race[]
  /** Empty unless it failed. */
  readonly why: string
}

/** The races that the server keeps. */
export class RaceList {
  #stand = ""
  readonly #load: () => Promise<readonly Race[]>
  readonly #view = new ValueStore<RacesView>({ state: "loading", races: [], why: "" })

  constructor(load: () => Promise<readonly Race[]>) {
    this.#load = load
  }

  readonly get = (): RacesView => this.#view.get()
  readonly subscribe = (listener: () => void): (() => void) => this.#view.subscribe(listener)

  /** Asks again where something has begun or ended: `stand` says how it stands, in any words. */
  refreshAt(stand: string): void {
    if (stand === this.#stand) return
    this.#stand = stand
    this.refresh()
  }

  readonly refresh = (): void => void this.#refresh()

  async #refresh(): Promise<void> {
    try {
      const races = await this.#load()
      this.#view.set({ state: "ready", races: races.toReversed(), why: "" })
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      this.#view.set({ ...this.get(), state: "failed", why })
    }
  }
}
