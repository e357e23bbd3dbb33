import { useSyncExternalStore } from "react"

/** Asked for once: to ask at each rendering costs more than what it answers. */
let query: MediaQueryList | undefined

function reducedMotion(): MediaQueryList {
  query ??= window.matchMedia("(prefers-reduced-motion: reduce)")
  return query
}

function subscribe(listener: () => void): () => void {
  reducedMotion().addEventListener("change", listener)
  return () => reducedMotion().removeEventListener("change", listener)
}

export function useReducedMotion(): boolean {
  return useSyncExternalStore(subscribe, () => reducedMotion().matches)
}
