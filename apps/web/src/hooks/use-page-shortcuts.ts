import { useEffect } from "react"
import { WINDOWS_MS } from "../charts/index.js"
import type { ThemeChoice } from "../url-state.js"
import { useApp } from "./app-context.js"

export const NEXT_THEME: Record<ThemeChoice, ThemeChoice> = {
  system: "light",
  light: "dark",
  dark: "system",
}

const WINDOW_IDS = ["window-1", "window-5", "window-15", "window-60"] as const

/** The keys that belong to no view in particular. */
export function usePageShortcuts(): void {
  const { shortcuts, actions, url, live } = useApp()
  useEffect(() => {
    const off = [
      shortcuts.on("help", () => actions.dialogs.open({ type: "shortcuts" })),
      shortcuts.on("pause", () => actions.togglePause()),
      shortcuts.on("spawn-client", () => actions.spawnSome("client", 1)),
      shortcuts.on("spawn-worker", () => actions.spawnSome("worker", 1)),
      shortcuts.on("kill-worker", () => actions.killRandomWorker()),
      shortcuts.on("theme", () => url.set({ theme: NEXT_THEME[url.get().theme] })),
      shortcuts.on("deselect", () => url.set({ selection: null })),
      shortcuts.on("freeze", () => {
        const { nowMs } = live.charts()
        const frozen = url.get().freezeMs !== null
        if (frozen || nowMs > 0) url.set({ freezeMs: frozen ? null : Math.round(nowMs) })
      }),
      ...WINDOW_IDS.map((id, at) =>
        shortcuts.on(id, () => url.set({ windowMs: WINDOWS_MS[at] ?? WINDOWS_MS[0] })),
      ),
    ]
    const onKeyDown = (event: KeyboardEvent) => {
      if (shortcuts.handle(event)) event.preventDefault()
    }
    window.addEventListener("keydown", onKeyDown)
    return () => {
      window.removeEventListener("keydown", onKeyDown)
      for (const take of off) take()
    }
  }, [shortcuts, actions, url, live])
}
