import { useState } from "react"
import { useApp, useCharts, useUrl } from "../../hooks/index.js"
import { type Fairness, fairnessOf } from "./fairness.js"

/** How often the figures change, milliseconds: digits can be read, and bars do not flicker. */
const INTERVAL_MS = 500

/** How the work was shared in the charts' window. */
export function useFairness(): Fairness {
  const { live } = useApp()
  const { windowMs, freezeMs } = useUrl()
  const nowMs = useCharts((view) => view.nowMs)
  const history = useCharts((view) => view.history.state)
  const tick = Math.floor(nowMs / INTERVAL_MS)
  const key = `${windowMs} ${freezeMs ?? "runs"} ${history} ${tick}`
  const [shown, setShown] = useState<{ readonly key: string; readonly fairness: Fairness }>()
  if (shown?.key === key) return shown.fairness
  const points = live.points(windowMs, freezeMs ?? nowMs)
  const fairness = fairnessOf(points, live.workersIn(points))
  setShown({ key, fairness })
  return fairness
}
