import { useEffect } from "react"
import type { ThemeChoice } from "../url-state.js"
import { useMedia } from "./use-media.js"
import { useUrl } from "./use-url.js"

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
