import { useState } from "react"
import { useApp, useCharts, useUrl } from "../../hooks/index.js"
import { type Fairness, fairnessOf } from "./fairness.js"

/** How often the figures change, milliseconds: digits can be read, and bars do not flicker. */
const INTERVAL_MS = 500

/** Keeps the figures of one moment until the next one is due. */
class Figures {
  #shown: { readonly key: string; readonly fairness: Fairness } | undefined

  at(key: string, make: () => Fairness): Fairness {
    if (this.#shown?.key !== key) this.#shown = { key, fairness: make() }
    return this.#shown.fairness
  }
}

/** How the work was shared in the charts' window. */
export function useFairness(): Fairness {
  const { live } = useApp()
  const { windowMs, freezeMs } = useUrl()
  const nowMs = useCharts((view) => view.nowMs)
  const history = useCharts((view) => view.history.state)
  const [figures] = useState(() => new Figures())
  const tick = Math.floor(nowMs / INTERVAL_MS)
  return figures.at(`${windowMs} ${freezeMs ?? "runs"} ${history} ${tick}`, () => {
    const points = live.points(windowMs, freezeMs ?? nowMs)
    return fairnessOf(points, live.workersIn(points))
  })
}
