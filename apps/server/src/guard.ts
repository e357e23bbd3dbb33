import cookie from "@fastify/cookie"
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify"
import type { App } from "./app-parts.js"
import { problemOf, sendProblem } from "./problem.js"
import {
  type AccessPolicy,
  type Address,
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
    const address = addressOf(request)
    const wrongHost = judgeHost(policy, address)
    if (wrongHost !== undefined) return refuse(reply, wrongHost)
    const path = request.url.split("?")[0] ?? ""
    if (PUBLIC_PATHS.has(path)) return
    const given = path === "/" ? tokenOfQuery(request.query) : undefined
    if (policy.token !== undefined && isToken(policy.token, given)) {
      // Not `strict`: the redirect of a link that was followed in another site's page would lack it.
      const options = { httpOnly: true, sameSite: "lax", path: "/" } as const
      return reply.setCookie(cookieName(address.port), policy.token, options).redirect("/", 303)
    }
    const noToken = judgeToken(policy, credentialsOf(request))
    if (noToken !== undefined) return refuse(reply, noToken)
  })
}

/**
 * Answers a request that Fastify refuses before hooks see it. Its Host is judged all the same, and
 * its connection ended: nobody else ends that of an upgrade.
 */
export function refuseUnrouted(
  policy: AccessPolicy,
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  reply.raw.once("finish", () => request.raw.socket.destroySoon())
  reply.header("connection", "close")
  const wrongHost = judgeHost(policy, addressOf(request))
  void (wrongHost === undefined ? sendProblem(reply, problemOf(error)) : refuse(reply, wrongHost))
}

async function refuse(reply: FastifyReply, refusal: Refusal): Promise<FastifyReply> {
  const title = refusal.status === 401 ? "Unauthorized" : "Forbidden"
  return sendProblem(reply, { type: "about:blank", title, ...refusal })
}

function addressOf({ headers: { host, origin }, socket }: FastifyRequest): Address {
  return { host, origin, port: socket.localPort }
}

function credentialsOf({ headers, cookies, socket }: FastifyRequest): Credentials {
  const cookieToken = cookies[cookieName(socket.localPort)]
  return { authorization: headers.authorization, cookieToken }
}

/** Cookies do not know ports: each instance on a machine has a cookie of its own. */
function cookieName(port: number | undefined): string {
  return `zmqscope_token_${port}`
}

function tokenOfQuery(query: unknown): string | undefined {
  if (typeof query !== "object" || query === null || !("token" in query)) return undefined
  return typeof query.token === "string" ? query.token : undefined
}
