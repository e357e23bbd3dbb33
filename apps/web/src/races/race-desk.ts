import { ValueStore } from "@zmqscope/model"
import type { Race } from "@zmqscope/protocol"
import { ApiError } from "../api/index.js"
import type { Clock } from "../stream/index.js"
import { isOver } from "./words.js"

/** How often a race that goes on is asked for, and after nobody answered, milliseconds. */
const EVERY_MS = 250
const AGAIN_MS = 1000

export type RaceView =
  | { readonly state: "loading" }
  /** It could not be asked for, and nothing is known of it yet. */
  | { readonly state: "failed"; readonly why: string }
  /** The server knows no such race: it was started anew since, or has forgotten it. */
  | { readonly state: "unknown"; readonly why: string }
  /** `failure`: why what is shown is old; null while it is of now. */
  | { readonly state: "ready"; readonly race: Race; readonly failure: string | null }

export interface RaceDeskParts {
  readonly load: (number: number) => Promise<Race>
  readonly after: Clock["after"]
}

/** One race, asked for again and again until it is over. */
export class RaceDesk {
  readonly #parts: RaceDeskParts
  readonly #view = new ValueStore<RaceView>({ state: "loading" })
  #number: number | null = null
  #callOff: () => void = () => {}

  constructor(parts: RaceDeskParts) {
    this.#parts = parts
  }

  readonly get = (): RaceView => this.#view.get()
  readonly subscribe = (listener: () => void): (() => void) => this.#view.subscribe(listener)

  /** From now on this race is asked for; the returned function ends that. */
  follow(number: number): () => void {
    this.#number = number
    this.#view.set({ state: "loading" })
    void this.#ask(number)
    return () => {
      this.#callOff()
      if (this.#number === number) this.#number = null
    }
  }

  /** Asks at once: something has been done. */
  readonly lookNow = (): void => {
    if (this.#number === null) return
    this.#callOff()
    void this.#ask(this.#number)
  }

  async #ask(number: number): Promise<void> {
    let delayMs = EVERY_MS
    try {
      const race = await this.#parts.load(number)
      if (number !== this.#number) return
      const before = this.get()
      const shared = before.state === "ready" ? keepSeconds(before.race, race) : race
      this.#view.set({ state: "ready", race: shared, failure: null })
      if (isOver(race)) return
    } catch (error) {
      if (number !== this.#number) return
      const why = error instanceof Error ? error.message : String(error)
      if (error instanceof ApiError && error.status === 404) {
        this.#view.set({ state: "unknown", why })
        return
      }
      const before = this.get()
      this.#view.set(
        before.state === "ready" ? { ...before, failure: why } : { state: "failed", why },
      )
      delayMs = AGAIN_MS
    }
    this.#callOff()
    this.#callOff = this.#parts.after(delayMs, () => void this.#ask(number))
  }
}

/** A lane's seconds stay the same array while they are: charts draw again only when they change. */
function keepSeconds(before: Race, race: Race): Race {
  const lanes = race.lanes.map((lane, at) => {
    const known = before.lanes[at]?.seconds
    const isSame = known !== undefined && JSON.stringify(known) === JSON.stringify(lane.seconds)
    return isSame ? { ...lane, seconds: known } : lane
  })
  return { ...race, lanes }
}
