import { useMemo, useSyncExternalStore } from "react"
import { hiddenSeries } from "./stores.js"

/** The series that are not turned off; the same array while series and choice are the same. */
export function useVisible<S extends { readonly id: string }>(
  series: readonly S[],
): { readonly shown: readonly S[]; readonly hidden: ReadonlySet<string> } {
  const hidden = useSyncExternalStore(hiddenSeries.subscribe, hiddenSeries.get)
  const shown = useMemo(() => series.filter(({ id }) => !hidden.has(id)), [series, hidden])
  return { shown, hidden }
}
