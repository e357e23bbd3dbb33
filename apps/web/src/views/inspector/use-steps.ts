import { useMemo } from "react"
import { useApp, useCommands } from "../../hooks/index.js"

export interface Steps {
  readonly next: () => void
  readonly previous: () => void
  readonly close: () => void
}

/**
 * From an envelope to the one below or above it in the list; to its number's neighbour when it is
 * not there. From null, one that no list can hold, to none.
 */
export function useSteps(number: number | null): Steps {
  const { tap, url } = useApp()
  const steps = useMemo(() => {
    const step = (by: 1 | -1) => {
      if (number === null) return
      // A list that runs on has no next.
      tap.hold()
      const index = tap.indexOf(number)
      const row = index < 0 ? undefined : tap.at(index + by)
      const to = index < 0 ? number - by : row?.number
      if (to !== undefined && to > 0) url.set({ selection: { kind: "envelope", number: to } })
    }
    return {
      next: () => step(1),
      previous: () => step(-1),
      close: () => url.step({ selection: null }),
    }
  }, [tap, url, number])
  useCommands({ "next-envelope": steps.next, "previous-envelope": steps.previous })
  return steps
}
