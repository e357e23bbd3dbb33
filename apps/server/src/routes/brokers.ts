import { Brokers } from "@zmqscope/protocol/schemas"
import type { App, AppParts } from "../app-parts.js"
import { summarize } from "../summarize.js"

export function brokersRoute(app: App, { scopes }: AppParts): void {
  app.get(
    "/api/brokers",
    {
      schema: {
        summary: "Every broker of this server, in a row each",
        description:
          "Each is asked for more, and commanded, under /api/brokers/NAME as the first is under /api.",
        response: { 200: Brokers },
      },
    },
    async () => ({ brokers: scopes.all.map(summarize) }),
  )
}
