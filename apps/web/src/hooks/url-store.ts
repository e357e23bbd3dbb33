import { ValueStore } from "@zmqscope/model"
import type { Clock } from "../stream/index.js"
import { formatUrlState, parseUrlState, type UrlState } from "../url-state.js"

/** Browsers refuse more than some hundred changes of the address in ten seconds; a key held makes 30 a second. */
const WRITE_EVERY_MS = 100

export interface Browser {
  readonly location: Pick<Location, "href" | "pathname" | "search">
  readonly history: Pick<History, "pushState" | "replaceState">
  readonly addEventListener: (type: "popstate", listener: () => void) => void
}

/**
 * The page's state in the URL, as a store. What a person takes for a step (an envelope opened, a
 * filter, a span, the presenter mode) is one in the browser's history, so that Back undoes it; all
 * else changes the address in place, some times a second.
 */
export class UrlStore {
  readonly #browser: Browser
  readonly #clock: Clock
  readonly #state: ValueStore<UrlState>
  readonly get: ValueStore<UrlState>["get"]
  readonly subscribe: ValueStore<UrlState>["subscribe"]
  #isWritten = true
  /** Calls the next write off; null when one may be at once. */
  #callOff: (() => void) | null = null

  constructor(browser: Browser, clock: Clock) {
    this.#browser = browser
    this.#clock = clock
    this.#state = new ValueStore(parseUrlState(browser.location.search))
    this.get = this.#state.get
    this.subscribe = this.#state.subscribe
    browser.addEventListener("popstate", () => {
      this.#isWritten = true
      this.#state.set(parseUrlState(browser.location.search))
    })
  }

  set(patch: Partial<UrlState>): void {
    this.#isWritten = false
    this.#state.set({ ...this.get(), ...patch })
    if (this.#callOff === null) this.#write()
  }

  /** As `set`, as a step that Back undoes. */
  step(patch: Partial<UrlState>): void {
    // What went before is what Back leads to.
    this.#flush()
    const { pathname, search } = this.#browser.location
    const next = pathname + formatUrlState({ ...this.get(), ...patch }, search)
    if (next !== pathname + search) this.#browser.history.pushState(null, "", next)
    this.set(patch)
  }

  /** The address of what is shown now. */
  link(): string {
    this.#flush()
    return this.#browser.location.href
  }

  /** Turns a series of the charts off, or on again. */
  toggleSeries(id: string): void {
    const hiddenSeries = new Set(this.get().hiddenSeries)
    if (!hiddenSeries.delete(id)) hiddenSeries.add(id)
    this.set({ hiddenSeries })
  }

  /** Shows round trips as a heat map, or as percentiles again. */
  turnLatencyView(): void {
    const isHeat = this.get().latencyView === "heat"
    this.set({ latencyView: isHeat ? "percentiles" : "heat" })
  }

  #flush(): void {
    this.#callOff?.()
    this.#write()
  }

  #write(): void {
    this.#callOff = null
    if (this.#isWritten) return
    this.#isWritten = true
    const { pathname, search } = this.#browser.location
    this.#browser.history.replaceState(null, "", pathname + formatUrlState(this.get(), search))
    this.#callOff = this.#clock.after(WRITE_EVERY_MS, () => this.#write())
  }
}
