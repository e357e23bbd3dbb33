import { SILENT_MS } from "@zmqscope/protocol"
import type { App, AppParts } from "../app-parts.js"
import { type BrokerHealth, Health, Readiness } from "../schemas.js"
import type { Scope } from "../scope.js"

/** The worst first. */
const WORST = ["broker-down", "broker-silent"] as const

/** Of the brokers that the server was started for: those of scenes and races come and go. */
export function healthRoutes(app: App, { scopes }: AppParts): void {
  app.get(
    "/healthz",
    { schema: { summary: "The server is alive", response: { 200: Health } } },
    async () => ({ status: "ok" as const }),
  )

  app.get(
    "/readyz",
    {
      schema: {
        summary: "Every broker that the server was started for is up and says so",
        response: { 200: Readiness, 503: Readiness },
      },
    },
    async (_request, reply) => {
      const brokers = scopes.configured.map((scope) => ({
        name: scope.name,
        status: healthOf(scope),
      }))
      const worst = WORST.find((status) => brokers.some((broker) => broker.status === status))
      return reply.code(worst === undefined ? 200 : 503).send({ status: worst ?? "ok", brokers })
    },
  )
}

function healthOf({ link }: Scope): BrokerHealth {
  if (!link.broker.isUp) return "broker-down"
  return link.silentMs < SILENT_MS ? "ok" : "broker-silent"
}
