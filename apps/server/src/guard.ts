import cookie from "@fastify/cookie"
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify"
import type { App } from "./app-parts.js"
import { ProblemError, problemOf, sendProblem } from "./problem.js"
import {
  type AccessPolicy,
  type Address,
  type Credentials,
  isToken,
  judgeHost,
  judgeToken,
  type Refusal,
} from "./security.js"
import { isTapPath } from "./websockets.js"

const PUBLIC_PATHS = new Set(["/healthz", "/readyz"])

/** Judges every request and upgrade before anything else looks at it. */
export async function guard(app: App, policy: AccessPolicy): Promise<void> {
  await app.register(cookie)
  const page = policy.publicUrl?.pathname ?? "/"
  app.addHook("onRequest", async (request, reply) => {
    const wrongHost = judgeHost(policy, addressOf(request))
    if (wrongHost !== undefined) return refuse(reply, wrongHost)
    const path = pathOf(request)
    if (request.ws && !isTapPath(path)) {
      const detail = `There is no WebSocket at ${path}; the stream is at /api/tap, of each broker at /api/brokers/NAME/tap.`
      throw new ProblemError(400, "no-websocket", detail)
    }
    if (PUBLIC_PATHS.has(path)) return
    // What the page's relative paths need.
    if (`${path}/` === page) return reply.redirect(page, 308)
    const given = path === "/" ? tokenOfQuery(request.query) : undefined
    if (policy.token !== undefined && isToken(policy.token, given)) {
      const secure = policy.publicUrl?.protocol === "https:"
      // Not `strict`: the redirect of a link that was followed in another site's page would lack it.
      const options = { httpOnly: true, sameSite: "lax", path: page, secure } as const
      return reply.setCookie(cookieName(request), policy.token, options).redirect(page, 303)
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

const TITLES = { 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden" } as const

async function refuse(reply: FastifyReply, refusal: Refusal): Promise<FastifyReply> {
  return sendProblem(reply, { type: "about:blank", title: TITLES[refusal.status], ...refusal })
}

function addressOf(request: FastifyRequest): Address {
  const { raw, headers, socket } = request
  // Node's own `headers.host` is the first of several, and says nothing of the others.
  const hosts = raw.rawHeaders.filter(
    (_, place) => place % 2 === 1 && raw.rawHeaders[place - 1]?.toLowerCase() === "host",
  )
  // The page and its assets say nothing that is not public, and browsers load some with an Origin.
  const isPage = raw.method === "GET" && !pathOf(request).startsWith("/api/")
  const origin = isPage && !request.ws ? undefined : headers.origin
  return { hosts, origin, port: socket.localPort }
}

function pathOf({ url }: FastifyRequest): string {
  return url.split("?")[0] ?? ""
}

function credentialsOf(request: FastifyRequest): Credentials {
  const { headers, cookies } = request
  return { authorization: headers.authorization, cookieToken: cookies[cookieName(request)] }
}

/** Cookies do not know ports: each instance on a machine has a cookie of its own. */
function cookieName({ socket }: FastifyRequest): string {
  return `zmqscope_token_${socket.localPort}`
}

function tokenOfQuery(query: unknown): string | undefined {
  if (typeof query !== "object" || query === null || !("token" in query)) return undefined
  return typeof query.token === "string" ? query.token : undefined
}
