import { formatUrlState, parseUrlState, type UrlState } from "../url-state.js"

/** The page's state in the URL, as a store: what is set here is in the address bar at once. */
export class UrlStore {
  readonly #window: Window
  readonly #listeners = new Set<() => void>()
  #state: UrlState

  constructor(host: Window) {
    this.#window = host
    this.#state = parseUrlState(host.location.search)
    host.addEventListener("popstate", () => {
      this.#state = parseUrlState(host.location.search)
      this.#tell()
    })
  }

  get = (): UrlState => this.#state

  set(patch: Partial<UrlState>): void {
    this.#state = { ...this.#state, ...patch }
    const { pathname, search } = this.#window.location
    this.#window.history.replaceState(null, "", pathname + formatUrlState(this.#state, search))
    this.#tell()
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

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}
