import { COARSE_STEP_MS, theoryOf } from "@zmqscope/metrics"
import { Problem, Theory } from "@zmqscope/protocol/schemas"
import type { App } from "../app-parts.js"
import { scopeOf } from "../request-scope.js"

const WINDOW_MS = 60_000

export function theoryRoutes(app: App): void {
  app.get(
    "/theory",
    {
      schema: {
        summary: "What queueing theory says beside what was measured over the last minute",
        description:
          "M/M/c for the load, where it applies and why not where it does not; Little's law as a check. What was measured before the last change (marker) is left out.",
        response: { 200: Theory, default: Problem },
      },
    },
    async (request) => {
      const { runs, peers } = scopeOf(request)
      const { clients, workers } = peers
      const { settings, history, markers, nowUnixMs } = runs
      const windowMs = nowUnixMs - WINDOW_MS
      // What was before the last change says nothing of how it stands.
      const changedMs = markers.since(windowMs).at(-1)?.atMs ?? windowMs
      const steps = history.steps(COARSE_STEP_MS, changedMs)
      const deals = runs.hello?.capabilities.includes("deal") ?? true
      return theoryOf(steps, { clients, workers, settings, deals })
    },
  )
}
