import { Type } from "typebox"
import type { App } from "../app-parts.js"
import { noticeIn } from "../notices.js"
import { scopeOf } from "../request-scope.js"
import { DatedNotice } from "../schemas.js"

export function noticeRoutes(app: App): void {
  app.get(
    "/notices",
    {
      schema: {
        summary: "What somebody should know of and can do something about, the newest first",
        description:
          "Peers that were refused or cut, and the like: the last 200, over all runs of the broker, numbered in their order. `at` is on the clock of the broker's current run.",
        response: { 200: Type.Array(DatedNotice) },
      },
    },
    async (request) => {
      const { runs } = scopeOf(request)
      const epochUnixUs = runs.hello?.epochUnixUs ?? 0
      return runs.notices.kept
        .map((kept) => ({ ...noticeIn(kept, epochUnixUs), atMs: kept.unixUs / 1000 }))
        .reverse()
    },
  )
}
