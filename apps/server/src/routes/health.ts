import { SILENT_MS } from "@zmqscope/protocol"
import type { App, AppParts } from "../app-parts.js"
import { Health } from "../schemas.js"

export function healthRoutes(app: App, { scopes }: AppParts): void {
  app.get(
    "/healthz",
    { schema: { summary: "The server is alive", response: { 200: Health } } },
    async () => ({ status: "ok" as const }),
  )

  app.get(
    "/readyz",
    { schema: { summary: "The broker is up and says so", response: { 200: Health, 503: Health } } },
    async (_request, reply) => {
      if (!scopes.first.link.broker.isUp)
        return reply.code(503).send({ status: "broker-down" as const })
      if (scopes.first.link.silentMs < SILENT_MS) return { status: "ok" as const }
      return reply.code(503).send({ status: "broker-silent" as const })
    },
  )
}
