import { Type } from "typebox"
import type { App, AppParts } from "../app-parts.js"
import { brokerGone } from "../broker-link.js"
import { resolveScopes, scopeOf } from "../request-scope.js"
import { bodyRoutes } from "./bodies.js"
import { brokerRoutes } from "./broker.js"
import { clientRoutes } from "./clients.js"
import { envelopeRoutes } from "./envelopes.js"
import { eventRoutes } from "./events.js"
import { historyRoutes } from "./history.js"
import { noticeRoutes } from "./notices.js"
import { statusRoutes } from "./status.js"
import { sweepRoutes } from "./sweeps.js"
import { tapRoute } from "./tap.js"
import { theoryRoutes } from "./theory.js"
import { trialRoutes } from "./trials.js"
import { workerRoutes } from "./workers.js"

/** Methods that ask; whatever else comes is a command, and needs a broker. */
const READING = new Set(["GET", "HEAD", "OPTIONS"])

const NAMED = "/api/brokers/:broker"

/** All that one broker is asked, under its name; without one it means the first. */
export async function scopeRoutes(app: App, parts: AppParts): Promise<void> {
  for (const prefix of ["/api", NAMED]) {
    await app.register(
      async (scoped: App) => {
        if (prefix === NAMED) describeName(scoped)
        resolveScopes(scoped, parts.scopes)
        scoped.addHook("preHandler", async (request) => {
          if (!READING.has(request.method) && !scopeOf(request).link.broker.isUp) throw brokerGone()
        })
        statusRoutes(scoped, parts)
        clientRoutes(scoped)
        workerRoutes(scoped)
        brokerRoutes(scoped)
        envelopeRoutes(scoped)
        bodyRoutes(scoped)
        eventRoutes(scoped)
        historyRoutes(scoped)
        noticeRoutes(scoped)
        trialRoutes(scoped)
        sweepRoutes(scoped)
        theoryRoutes(scoped)
        tapRoute(scoped, parts)
      },
      { prefix },
    )
  }
}

/** The name of the broker is a parameter of every path, besides what the route says of its own. */
function describeName(app: App): void {
  app.addHook("onRoute", (route) => {
    const own = isObjectSchema(route.schema?.params) ? route.schema.params.properties : {}
    const params = Type.Object({
      broker: Type.String({ description: "Its name; GET /api/brokers lists them." }),
      ...own,
    })
    route.schema = { ...route.schema, params }
  })
}

function isObjectSchema(schema: unknown): schema is Type.TObject {
  return Type.IsObject(schema)
}
