import { useEffect, useSyncExternalStore } from "react"
import type { Selection, UrlState } from "../url-state.js"
import { useApp } from "./app-context.js"
import { useKnownRun } from "./use-live.js"

export function useUrl(): UrlState {
  const { url } = useApp()
  return useSyncExternalStore(url.subscribe, url.get)
}

/** Names the run of the envelope that is selected: in another its number is another's. */
export function useRunInUrl(): void {
  const { url } = useApp()
  const { selection } = useUrl()
  const run = useKnownRun()
  useEffect(() => {
    if (selection?.kind !== "envelope" || selection.run !== undefined || run === null) return
    url.set({ selection: { ...selection, run } })
  }, [url, selection, run])
}

export interface SelectionControl {
  /** Null for an envelope of another run than is shown: nothing on the page is of it. */
  readonly selection: Selection | null
  /** Selects, or gives the selection up when this is what is selected. */
  readonly toggle: (selection: Selection) => void
}

export function useSelection(): SelectionControl {
  const { url } = useApp()
  const { selection: chosen } = useUrl()
  const run = useKnownRun()
  const isOfOther = chosen?.kind === "envelope" && (chosen.run ?? run) !== run
  const selection = isOfOther ? null : chosen
  return {
    selection,
    toggle: (next) => url.step({ selection: isSame(next, selection) ? null : next }),
  }
}

function isSame(one: Selection, other: Selection | null): boolean {
  if (one.kind === "envelope") return other?.kind === "envelope" && other.number === one.number
  return other?.kind === one.kind && other.name === one.name
}
