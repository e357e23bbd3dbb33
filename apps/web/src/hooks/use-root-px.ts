import { useSyncExternalStore } from "react"

/** Known until the window changes: to ask makes the browser lay the page out at once. */
let rootPx: number | undefined

function subscribe(listener: () => void): () => void {
  const onResize = () => {
    rootPx = undefined
    listener()
  }
  window.addEventListener("resize", onResize)
  return () => window.removeEventListener("resize", onResize)
}

function readRootPx(): number {
  rootPx ??= Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
  return rootPx
}

/** Pixels of 1 rem, which grows with the window (base.css); for what must be placed in pixels. */
export function useRootPx(): number {
  return useSyncExternalStore(subscribe, readRootPx)
}
