import { useMemo } from "react"
import type { Pin } from "../../charts/index.js"
import { usePicked } from "./use-trials.js"

/** The trials that are picked, as charts show them. */
export function usePins(): readonly Pin[] {
  const picked = usePicked()
  return useMemo(
    () =>
      picked.map(({ letter, trial: { number, fromMs, untilMs, figures } }) => ({
        letter,
        title: `Trial ${number}`,
        fromMs,
        untilMs,
        p99Us: figures.roundTripUs.p99,
      })),
    [picked],
  )
}
