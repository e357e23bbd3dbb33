import { useSyncExternalStore } from "react"

function subscribe(listener: () => void): () => void {
  window.addEventListener("resize", listener)
  return () => window.removeEventListener("resize", listener)
}

/** Pixels of 1 rem, which grows with the window (base.css); for what must be placed in pixels. */
export function useRootPx(): number {
  return useSyncExternalStore(subscribe, () =>
    Number.parseFloat(getComputedStyle(document.documentElement).fontSize),
  )
}
