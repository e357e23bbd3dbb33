import cookie from "@fastify/cookie"
import type { FastifyReply, FastifyRequest } from "fastify"
import type { App } from "./app-parts.js"
import { sendProblem } from "./problem.js"
import {
  type AccessPolicy,
  type Credentials,
  isToken,
  judgeHost,
  judgeToken,
  type Refusal,
} from "./security.js"

const PUBLIC_PATHS = new Set(["/healthz", "/readyz"])

/** Judges every request and upgrade before anything else looks at it. */
export async function guard(app: App, policy: AccessPolicy): Promise<void> {
  await app.register(cookie)
  app.addHook("onRequest", async (request, reply) => {
    const asked = credentialsOf(request)
    const wrongHost = judgeHost(policy, asked)
    if (wrongHost !== undefined) return refuse(reply, wrongHost)
    const path = request.url.split("?")[0] ?? ""
    if (PUBLIC_PATHS.has(path)) return
    const given = path === "/" ? tokenOfQuery(request.query) : undefined
    if (policy.token !== undefined && isToken(policy.token, given)) {
      // Not `strict`: the redirect of a link that was followed in another site's page would lack it.
      const options = { httpOnly: true, sameSite: "lax", path: "/" } as const
      return reply.setCookie(cookieName(asked.port), policy.token, options).redirect("/", 303)
    }
    const noToken = judgeToken(policy, asked)
    if (noToken !== undefined) return refuse(reply, noToken)
  })
}

async function refuse(reply: FastifyReply, refusal: Refusal): Promise<FastifyReply> {
  const title = refusal.status === 401 ? "Unauthorized" : "Forbidden"
  return sendProblem(reply, { type: "about:blank", title, ...refusal })
}

function credentialsOf(request: FastifyRequest): Credentials {
  const { host, origin, authorization } = request.headers
  const port = request.socket.localPort
  return { host, origin, port, authorization, cookieToken: request.cookies[cookieName(port)] }
}

/** Cookies do not know ports: each instance on a machine has a cookie of its own. */
function cookieName(port: number | undefined): string {
  return `zmqscope_token_${port}`
}

function tokenOfQuery(query: unknown): string | undefined {
  if (typeof query !== "object" || query === null || !("token" in query)) return undefined
  return typeof query.token === "string" ? query.token : undefined
}
