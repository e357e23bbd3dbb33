import { COARSE_STEP_MS, FINE_STEP_MS } from "@zmqscope/metrics"
import { History, Problem } from "@zmqscope/protocol/schemas"
import type { App, AppParts } from "../app-parts.js"
import { HistoryQuery } from "../schemas.js"

export function historyRoutes(app: App, { scope }: AppParts): void {
  app.get(
    "/api/history",
    {
      schema: {
        summary: "The folded series, across runs of the broker",
        querystring: HistoryQuery,
        response: { 200: History, default: Problem },
      },
    },
    async ({ query: { resolution = FINE_STEP_MS, since = 0 } }) => {
      const widthMs = resolution === COARSE_STEP_MS ? COARSE_STEP_MS : FINE_STEP_MS
      return {
        steps: scope.history.steps(widthMs, since),
        markers: scope.markers.since(since),
        workerNames: scope.history.workerNames(),
      }
    },
  )
}
