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
  readonly #listeners = new Set<() => void>()
  #state: UrlState
  #isWritten = true
  /** Calls the next write off; null when one may be at once. */
  #callOff: (() => void) | null = null

  constructor(browser: Browser, clock: Clock) {
    this.#browser = browser
    this.#clock = clock
    this.#state = parseUrlState(browser.location.search)
    browser.addEventListener("popstate", () => {
      this.#isWritten = true
      this.#state = parseUrlState(browser.location.search)
      this.#tell()
    })
  }

  get = (): UrlState => this.#state

  set(patch: Partial<UrlState>): void {
    this.#state = { ...this.#state, ...patch }
    this.#isWritten = false
    this.#tell()
    if (this.#callOff === null) this.#write()
  }

  /** As `set`, as a step that Back undoes. */
  step(patch: Partial<UrlState>): void {
    // What went before is what Back leads to.
    this.#flush()
    const { pathname, search } = this.#browser.location
    const next = pathname + formatUrlState({ ...this.#state, ...patch }, search)
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
    const hiddenSeries = new Set(this.#state.hiddenSeries)
    if (!hiddenSeries.delete(id)) hiddenSeries.add(id)
    this.set({ hiddenSeries })
  }

  /** Shows round trips as a heat map, or as percentiles again. */
  turnLatencyView(): void {
    const isHeat = this.#state.latencyView === "heat"
    this.set({ latencyView: isHeat ? "percentiles" : "heat" })
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
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
    this.#browser.history.replaceState(null, "", pathname + formatUrlState(this.#state, search))
    this.#callOff = this.#clock.after(WRITE_EVERY_MS, () => this.#write())
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}
