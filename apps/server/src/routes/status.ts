import { SILENT_MS } from "@zmqscope/protocol"
import type { App, AppParts } from "../app-parts.js"
import { BOOK_CAPACITY } from "../broker-run.js"
import { Health, Status } from "../schemas.js"
import { SIMULATED_LIMITS } from "../simulator-link.js"

export function statusRoutes(app: App, { scope, broker, simulator, version }: AppParts): void {
  app.get(
    "/api/status",
    { schema: { summary: "How everything is", response: { 200: Status } } },
    async () => {
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

  app.get(
    "/healthz",
    { schema: { summary: "The server is alive", response: { 200: Health } } },
    async () => ({ status: "ok" as const }),
  )

  app.get(
    "/readyz",
    { schema: { summary: "The broker is up and says so", response: { 200: Health, 503: Health } } },
    async (_request, reply) => {
      if (!broker.isUp) return reply.code(503).send({ status: "broker-down" as const })
      if (scope.silentMs < SILENT_MS) return { status: "ok" as const }
      return reply.code(503).send({ status: "broker-silent" as const })
    },
  )
}
