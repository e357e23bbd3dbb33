import { useSyncExternalStore } from "react"

const REDUCED = "(prefers-reduced-motion: reduce)"

function subscribe(listener: () => void): () => void {
  const query = window.matchMedia(REDUCED)
  query.addEventListener("change", listener)
  return () => query.removeEventListener("change", listener)
}

export function useReducedMotion(): boolean {
  return useSyncExternalStore(subscribe, () => window.matchMedia(REDUCED).matches)
}
