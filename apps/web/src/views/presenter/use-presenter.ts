import { useEffect, useLayoutEffect } from "react"
import { useApp, useCommands, useUrl } from "../../hooks/index.js"
import { PRESENTED, type Presented } from "../../url-state.js"

/** Puts the presenter mode on its commands and keys. */
export function usePresenter(): void {
  const { url } = useApp()
  const { presented } = useUrl()
  const isOn = presented !== null

  useLayoutEffect(() => {
    // Larger type and stronger colours hang on this (presenter.css).
    document.documentElement.toggleAttribute("data-presenting", isOn)
  }, [isOn])

  const show = (name: Presented) => () => url.set({ presented: name })
  const present = () => {
    url.step({ presented: PRESENTED[0] })
    enterFullscreen()
  }
  useCommands(
    isOn
      ? {
          ...Object.fromEntries(PRESENTED.map((name) => [`present-${name}`, show(name)])),
          "present-next": () => url.set({ presented: besides(url.get().presented, 1) }),
          "present-previous": () => url.set({ presented: besides(url.get().presented, -1) }),
          "present-leave": () => url.step({ presented: null }),
        }
      : { present },
  )

  useEffect(() => {
    if (!isOn) return undefined
    // The browser keeps Escape to itself while the page is full screen.
    const onChange = () => {
      if (document.fullscreenElement === null) url.step({ presented: null })
    }
    document.addEventListener("fullscreenchange", onChange)
    return () => document.removeEventListener("fullscreenchange", onChange)
  }, [isOn, url])

  // Not as the page goes: a scene's page comes in its place, and presents on.
  useEffect(() => {
    if (!isOn) leaveFullscreen()
  }, [isOn])
}

/** Where the browser does not allow it, the mode works in the window. */
function enterFullscreen(): void {
  if (!document.fullscreenEnabled) return
  document.documentElement.requestFullscreen().catch(() => {})
}

function leaveFullscreen(): void {
  if (document.fullscreenElement === null) return
  document.exitFullscreen().catch(() => {})
}

/** What is shown so many places further, round and round. */
function besides(name: Presented | null, places: number): Presented {
  const count = PRESENTED.length
  const at = name === null ? 0 : PRESENTED.indexOf(name)
  return PRESENTED[(at + places + count) % count] ?? PRESENTED[0]
}
