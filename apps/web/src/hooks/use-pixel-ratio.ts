import { useSyncExternalStore } from "react"

/** The browser tells of one ratio at a time whether it is still in force. */
function subscribe(listener: () => void): () => void {
  let query = watch()
  function watch(): MediaQueryList {
    const next = window.matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`)
    next.addEventListener("change", onChange)
    return next
  }
  function onChange(): void {
    query.removeEventListener("change", onChange)
    query = watch()
    listener()
  }
  return () => query.removeEventListener("change", onChange)
}

/** Pixels of the screen to one of the page, for canvases: another screen may have more. */
export function usePixelRatio(): number {
  return useSyncExternalStore(subscribe, () => window.devicePixelRatio)
}
