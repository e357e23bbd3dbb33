import { COARSE_STEP_MS, FINE_STEP_MS } from "@zmqscope/metrics"
import { History, Problem } from "@zmqscope/protocol/schemas"
import type { App } from "../app-parts.js"
import { scopeOf } from "../request-scope.js"
import { HistoryQuery } from "../schemas.js"

export function historyRoutes(app: App): void {
  app.get(
    "/history",
    {
      schema: {
        summary: "The folded series, across runs of the broker",
        querystring: HistoryQuery,
        response: { 200: History, default: Problem },
      },
    },
    async (request) => {
      const { resolution = FINE_STEP_MS, since = 0 } = request.query
      const { history, markers } = scopeOf(request).runs
      const widthMs = resolution === COARSE_STEP_MS ? COARSE_STEP_MS : FINE_STEP_MS
      return {
        steps: history.steps(widthMs, since),
        markers: markers.since(since),
        workerNames: history.workerNames(),
      }
    },
  )
}
