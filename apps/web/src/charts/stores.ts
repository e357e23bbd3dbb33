/** A value outside React that components subscribe to (`useSyncExternalStore`). */
class ValueStore<T> {
  #value: T
  readonly #listeners = new Set<() => void>()

  constructor(value: T) {
    this.#value = value
  }

  readonly get = (): T => this.#value

  readonly set = (value: T): void => {
    if (value === this.#value) return
    this.#value = value
    for (const listener of this.#listeners) listener()
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}

/** The time at which every chart's cursor stands, Unix milliseconds; null: nowhere. */
export const chartCursor = new ValueStore<number | null>(null)

/** Ids of the series that are off, on every chart that has them. */
export const hiddenSeries = new ValueStore<ReadonlySet<string>>(new Set())

export function toggleSeries(id: string): void {
  const next = new Set(hiddenSeries.get())
  if (!next.delete(id)) next.add(id)
  hiddenSeries.set(next)
}

export type LatencyView = "percentiles" | "heat"

/** How the latency chart shows round trips. */
export const latencyView = new ValueStore<LatencyView>("percentiles")
