import { BrokerPatch, BrokerSettings, Problem } from "@zmqscope/protocol/schemas"
import type { App } from "../app-parts.js"
import { scopeOf } from "../request-scope.js"
import { describeSwitch } from "../switch-words.js"

export function brokerRoutes(app: App): void {
  app.patch(
    "/broker",
    {
      schema: {
        summary: "Pause, or change how requests are dealt; answers once it is in force",
        body: BrokerPatch,
        response: { 200: BrokerSettings, default: Problem },
      },
    },
    async (request) => {
      const { body } = request
      const { runs, link } = scopeOf(request)
      const { broker } = link
      const before = runs.settings
      const settings = await broker.call("configure", body)
      broker.keepSettings(settings)
      await runs.settingsTold(settings)
      const after = { ...before, ...body }
      if (after.paused !== before.paused) {
        runs.mark("pause", after.paused ? "dealing paused" : "dealing resumed")
      }
      const words = describeSwitch(before, after)
      if (words.length > 0) runs.mark("switch", words.join(", "))
      return settings
    },
  )
}
