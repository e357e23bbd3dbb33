import helmet from "@fastify/helmet"
import swagger from "@fastify/swagger"
import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox"
import Fastify from "fastify"
import type { App, AppParts } from "./app-parts.js"
import { guard, refuseUnrouted } from "./guard.js"
import { ProblemError, problemOf, sendProblem } from "./problem.js"
import { brokersRoute } from "./routes/brokers.js"
import { healthRoutes } from "./routes/health.js"
import { pageRoutes } from "./routes/page.js"
import { raceRoutes } from "./routes/races.js"
import { sceneRoutes } from "./routes/scenes.js"
import { scopeRoutes } from "./routes/scope-routes.js"
import { compileValidator } from "./validation.js"
import { acceptWebSockets } from "./websockets.js"

/** The largest body that any route needs is far below it. */
const BODY_BYTES = 64 * 1024

/** A name has up to 255 characters, and each may take 12 in a URL. */
const MAX_NAME_IN_URL = 255 * 12

/** A path below the public URL's, whether the proxy has cut that off already or not. */
function withoutPrefix(url: string, prefix: string): string {
  return url.startsWith(prefix) ? `/${url.slice(prefix.length)}` : url
}

/** Builds the web side from its parts. It does not listen. */
export async function buildApp(parts: AppParts): Promise<App> {
  const app = Fastify({
    loggerInstance: parts.log,
    bodyLimit: BODY_BYTES,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: MAX_NAME_IN_URL },
    rewriteUrl: ({ url = "/" }) => withoutPrefix(url, parts.policy.publicUrl?.pathname ?? "/"),
    frameworkErrors: (error, request, reply) => {
      refuseUnrouted(parts.policy, error, request, reply)
    },
  }).withTypeProvider<TypeBoxTypeProvider>()

  app.setValidatorCompiler(compileValidator)
  // Answers are made of the schemas' own types; a serializer would drop what they lack in silence.
  app.setSerializerCompiler(() => (value) => JSON.stringify(value))
  app.removeContentTypeParser("text/plain")
  app.setErrorHandler<Error>(async (error, request, reply) => {
    const problem = problemOf(error)
    if (problem.status >= 500 && problem.code === "internal") request.log.error(error)
    return sendProblem(reply, problem)
  })
  app.setNotFoundHandler(async (request) => {
    const detail = `There is nothing at ${request.method} ${request.url}; /api/openapi.json lists what there is.`
    throw new ProblemError(404, "not-found", detail)
  })

  await acceptWebSockets(app)
  await guard(app, parts.policy)
  const { publicUrl } = parts.policy
  const publicSockets = publicUrl === undefined ? [] : [publicUrl.origin.replace(/^http/, "ws")]
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        // Not every browser takes 'self' to hold for ws:, so it is named; the Host was judged before.
        connectSrc: ["'self'", (request) => `ws://${request.headers.host}`, ...publicSockets],
        // Toasts and the scroll lock of dialogs bring their style elements along.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", "data:"],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
      },
    },
    // These three mean something over HTTPS only, and browsers complain of them without.
    strictTransportSecurity: false,
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
  })
  await app.register(swagger, {
    openapi: { openapi: "3.1.0", info: { title: "zmqscope", version: parts.version } },
  })

  await scopeRoutes(app, parts)
  brokersRoute(app, parts)
  sceneRoutes(app, parts)
  raceRoutes(app, parts)
  healthRoutes(app, parts)
  app.get("/api/openapi.json", { schema: { hide: true } }, async () => app.swagger())
  await pageRoutes(app, parts.pageDirectory)
  return app
}
