import type { UrlStore } from "./url-store.js"

/** Shows round trips as a heat map, or as percentiles again: by the address, since charts draw late. */
export function turnLatencyView(url: UrlStore): void {
  const isHeat = url.get().latencyView === "heat"
  url.set({ latencyView: isHeat ? "percentiles" : "heat" })
}
