import { useSyncExternalStore } from "react"

/** Known until the window or the mode changes: to ask makes the browser lay the page out at once. */
let rootPx: number | undefined

function subscribe(listener: () => void): () => void {
  // What was read before anybody listened may be of the mode that was left or entered meanwhile.
  rootPx = undefined
  const onChange = () => {
    rootPx = undefined
    listener()
  }
  const html = document.documentElement
  const observer = new MutationObserver(onChange)
  observer.observe(html, { attributeFilter: ["data-presenting"] })
  window.addEventListener("resize", onChange)
  return () => {
    observer.disconnect()
    window.removeEventListener("resize", onChange)
  }
}

function readRootPx(): number {
  rootPx ??= Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
  return rootPx
}

/** Pixels of 1 rem, which grows with the window (base.css); for what must be placed in pixels. */
export function useRootPx(): number {
  return useSyncExternalStore(subscribe, readRootPx, () => 16)
}
