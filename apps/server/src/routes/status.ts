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
      const { name, engine, target, endpoints, runs, link, publisher } = scopeOf(request)
      const { broker, simulator } = link
      const run = runs.current
      const { waitingCount, requestBytes, messageBytes, workers: connections } = broker.limits
      const bounds = { waitingCount, requestBytes, messageBytes, connections }
      return {
        version,
        uptimeSeconds: process.uptime(),
        broker: name,
        engine,
        ...(target === undefined ? {} : { target }),
        endpoints,
        capabilities: runs.hello?.capabilities ?? [],
        settings: runs.settings,
        limits: {
          ...SIMULATED_LIMITS,
          // Somebody else's broker has bounds of its own.
          ...(target === undefined ? bounds : {}),
        },
        totals: runs.totals,
        envelopes: { kept: BOOK_CAPACITY, sinceMs: run?.envelopesSinceMs ?? null },
        tap: {
          sequence: run?.sequence ?? 0,
          missed: runs.missed,
          viewers: publisher.viewers,
          misheard: runs.misheard,
        },
        ...(runs.watched === undefined ? {} : { watched: runs.watched }),
        foldDiscrepancies: runs.foldDiscrepancies,
        notices: runs.notices.count,
        children: { broker: broker.status, simulator: simulator.status },
      }
    },
  )
}
