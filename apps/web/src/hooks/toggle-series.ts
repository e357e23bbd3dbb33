import type { UrlStore } from "./url-store.js"

/** Turns a series of the charts off, or on again. */
export function toggleSeries(url: UrlStore, id: string): void {
  const hidden = new Set(url.get().hiddenSeries)
  if (!hidden.delete(id)) hidden.add(id)
  url.set({ hiddenSeries: hidden })
}
