import { BrokerPatch, BrokerSettings, Problem } from "@zmqscope/protocol"
import type { App, AppParts } from "../app-parts.js"

export function brokerRoutes(app: App, { scope, broker }: AppParts): void {
  app.patch(
    "/api/broker",
    {
      schema: {
        summary: "Pause, or change how requests are dealt",
        body: BrokerPatch,
        response: { 200: BrokerSettings, default: Problem },
      },
    },
    async ({ body }) => {
      const settings = await broker.call("configure", body)
      broker.keepSettings(settings)
      scope.settings = settings
      const { paused, ...switched } = body
      if (paused !== undefined) scope.mark("pause", paused ? "dealing paused" : "dealing resumed")
      const words = Object.entries(switched).map(([name, value]) => `${name} ${value}`)
      if (words.length > 0) scope.mark("switch", words.join(", "))
      return settings
    },
  )
}
