import { useEffect, useMemo } from "react"
import { useApp, useStore, useUrl } from "../../hooks/index.js"
import { Polled } from "../../polled.js"
import { browserClock } from "../../stream/index.js"
import { isOver } from "../../sweeps/index.js"

/** How often they are asked for: while one goes on, and while none does, milliseconds. */
const RUNNING_MS = 500
const STANDING_MS = 3000

/** The sweeps that the server keeps of this broker, and the one that is shown. */
export function useSweeps() {
  const { measures, url } = useApp()
  const { sweep: number } = useUrl()
  const polled = useMemo(
    () =>
      new Polled({
        load: () => measures.sweeps(),
        everyMs: (sweeps) => (sweeps.every(isOver) ? STANDING_MS : RUNNING_MS),
        after: browserClock.after,
      }),
    [measures],
  )
  useEffect(() => polled.watch(), [polled])
  const view = useStore(polled)
  const all = view.state === "ready" ? view.value : []
  const shown = all.find((sweep) => sweep.number === number) ?? null
  const goingNumber = number === null ? all.find((sweep) => !isOver(sweep))?.number : undefined
  useEffect(() => {
    if (goingNumber !== undefined) url.set({ sweep: goingNumber })
  }, [url, goingNumber])
  return { number, view, all, shown, lookNow: polled.lookNow }
}
