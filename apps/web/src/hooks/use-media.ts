import { useCallback, useEffect, useSyncExternalStore } from "react"
import type { ThemeChoice } from "../url-state.js"
import { useUrl } from "./use-url.js"

/** Each is asked for once: to ask at each rendering costs more than what it answers. */
const known = new Map<string, MediaQueryList>()

function mediaOf(text: string): MediaQueryList {
  const media = known.get(text) ?? window.matchMedia(text)
  known.set(text, media)
  return media
}

/** Whether a media query holds, and again when that changes. */
export function useMedia(text: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const media = mediaOf(text)
      media.addEventListener("change", listener)
      return () => media.removeEventListener("change", listener)
    },
    [text],
  )
  return useSyncExternalStore(subscribe, () => mediaOf(text).matches)
}

/** Pixels of the screen to one of the page, for canvases: another screen may have more. */
export function usePixelRatio(): number {
  const ratio = window.devicePixelRatio
  // It is rendered anew when this holds no more, and asks for the next.
  useMedia(`(resolution: ${ratio}dppx)`)
  return ratio
}

const DARK = "(prefers-color-scheme: dark)"

export function resolveTheme(
  choice: ThemeChoice,
  isDark = window.matchMedia(DARK).matches,
): "light" | "dark" {
  return choice === "system" ? (isDark ? "dark" : "light") : choice
}

/** The theme in force; keeps `<html data-theme>` at it. */
export function useTheme(): "light" | "dark" {
  const resolved = resolveTheme(useUrl().theme, useMedia(DARK))
  useEffect(() => {
    document.documentElement.dataset["theme"] = resolved
  }, [resolved])
  return resolved
}
