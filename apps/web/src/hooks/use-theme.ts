import { useEffect, useSyncExternalStore } from "react"
import type { ThemeChoice } from "../url-state.js"
import { useUrl } from "./use-url.js"

const DARK = "(prefers-color-scheme: dark)"

function subscribe(listener: () => void): () => void {
  const query = window.matchMedia(DARK)
  query.addEventListener("change", listener)
  return () => query.removeEventListener("change", listener)
}

export function resolveTheme(choice: ThemeChoice): "light" | "dark" {
  if (choice !== "system") return choice
  return window.matchMedia(DARK).matches ? "dark" : "light"
}

/** The theme in force; keeps `<html data-theme>` at it. */
export function useTheme(): "light" | "dark" {
  const { theme } = useUrl()
  const resolved = useSyncExternalStore(subscribe, () => resolveTheme(theme))
  useEffect(() => {
    document.documentElement.dataset["theme"] = resolved
  }, [resolved])
  return resolved
}
