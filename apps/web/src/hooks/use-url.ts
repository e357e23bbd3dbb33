import { useSyncExternalStore } from "react"
import type { Selection, UrlState } from "../url-state.js"
import { useApp } from "./app-context.js"

export function useUrl(): UrlState {
  const { url } = useApp()
  return useSyncExternalStore(url.subscribe, url.get)
}

export interface SelectionControl {
  readonly selection: Selection | null
  /** Selects, or gives the selection up when this is what is selected. */
  readonly toggle: (selection: Selection) => void
}

export function useSelection(): SelectionControl {
  const { url } = useApp()
  const { selection } = useUrl()
  return {
    selection,
    toggle: (next) => url.set({ selection: isSame(next, selection) ? null : next }),
  }
}

function isSame(one: Selection, other: Selection | null): boolean {
  if (one.kind === "envelope") return other?.kind === "envelope" && other.number === one.number
  return other?.kind === one.kind && other.name === one.name
}
