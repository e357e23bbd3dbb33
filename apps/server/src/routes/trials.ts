import { Trial } from "@zmqscope/protocol/schemas"
import { Type } from "typebox"
import type { App } from "../app-parts.js"
import { scopeOf } from "../request-scope.js"
import { MAX_TRIALS } from "../trials.js"

export function trialRoutes(app: App): void {
  app.get(
    "/trials",
    {
      schema: {
        summary: "Results that stay: each stretch between two changes, the oldest first",
        description: `The last ${MAX_TRIALS}, over all runs of the broker. Settings, dealing, pause, and who is there and how they behave are changes; a stretch of less than a second is none, and its change stands with the next.`,
        response: { 200: Type.Array(Trial) },
      },
    },
    async (request) => {
      const { trials, nowUnixMs } = scopeOf(request).runs
      trials.follow(nowUnixMs)
      return trials.list()
    },
  )
}
