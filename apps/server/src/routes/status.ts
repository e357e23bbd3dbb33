import type { App, AppParts } from "../app-parts.js"
import { BOOK_CAPACITY } from "../broker-run.js"
import { scopeOf } from "../request-scope.js"
import { Status } from "../schemas.js"
import { SIMULATED_LIMITS } from "../simulator-link.js"

export function statusRoutes(app: App, { version }: Pick<AppParts, "version">): void {
  app.get(
    "/status",
    { schema: { summary: "How everything is", response: { 200: Status } } },
    async (request) => {
      const scope = scopeOf(request)
      const { broker, simulator } = scope
      const { waitingCount, requestBytes, messageBytes, workers: connections } = broker.limits
      return {
        version,
        uptimeSeconds: process.uptime(),
        engine: scope.brokerHello?.engine ?? "zmtp",
        endpoints: {
          frontend: scope.brokerHello?.frontend ?? "",
          backend: scope.brokerHello?.backend ?? "",
        },
        settings: scope.settings,
        limits: { ...SIMULATED_LIMITS, waitingCount, requestBytes, messageBytes, connections },
        totals: scope.totals,
        envelopes: { kept: BOOK_CAPACITY, sinceMs: scope.run?.envelopesSinceMs ?? null },
        tap: {
          sequence: scope.run?.sequence ?? 0,
          missed: scope.missed,
          viewers: scope.broadcast.viewers,
          misheard: scope.misheard,
        },
        foldDiscrepancies: scope.foldDiscrepancies,
        notices: scope.notices.count,
        children: { broker: broker.status, simulator: simulator.status },
      }
    },
  )
}
