import type { WebSocket } from "@fastify/websocket"
import { BINARY_SUBPROTOCOL, JSON_SUBPROTOCOL } from "@zmqscope/protocol"
import { decodeViewerMessage } from "@zmqscope/protocol/schemas"
import type { FastifyRequest } from "fastify"
import type { App, AppParts } from "../app-parts.js"
import { MAX_VIEWERS } from "../broadcast.js"
import { ProblemError } from "../problem.js"
import { scopeOf } from "../request-scope.js"
import { TapQuery } from "../schemas.js"
import type { Scope } from "../scope.js"
import { judgeOrigin } from "../security.js"
import { chooseSubprotocol } from "../subprotocol.js"
import { Viewer } from "../viewer.js"

const NO_UPGRADE =
  "This is a WebSocket, and the request came without Upgrade. If a proxy stands before zmqscope, it passes no WebSockets: let it pass Upgrade and Connection on, over HTTP/1.1 (README shows it for nginx)."

const NO_MESSAGE = "a viewer says what it shows, and nothing else: use the REST API"

/** How long a request that lost its Upgrade on the way explains why a page has no stream, milliseconds. */
const LOST_UPGRADE_MS = 60_000

/** The stream. An offer of subprotocols of which none is known is refused. */
export function tapRoute(app: App, { policy }: AppParts): void {
  let lostUpgradeAtMs = Number.NEGATIVE_INFINITY
  app.route({
    method: "GET",
    url: "/tap",
    schema: {
      summary: "The stream, as a WebSocket",
      description: "Without Upgrade it answers why a page gets none: 426, or 403 for its origin.",
      querystring: TapQuery,
    },
    preValidation: async (request) => {
      const offered = offeredSubprotocols(request.headers["sec-websocket-protocol"])
      if (chooseSubprotocol(offered) !== undefined) return
      const detail = `No subprotocol of ${offered.join(", ")} is known: offer ${BINARY_SUBPROTOCOL} or ${JSON_SUBPROTOCOL}.`
      throw new ProblemError(400, "unknown-subprotocol", detail)
    },
    handler: async ({ query: { page }, headers, socket }) => {
      const nowMs = performance.now()
      if (isLostUpgrade(headers)) lostUpgradeAtMs = nowMs
      // A page that may not have the stream is told so, unless its request never came as one at all.
      const wrongPage = judgeOrigin(policy, page, socket.localPort)
      if (wrongPage !== undefined && nowMs - lostUpgradeAtMs > LOST_UPGRADE_MS) {
        throw new ProblemError(wrongPage.status, wrongPage.code, wrongPage.detail)
      }
      throw new ProblemError(426, "upgrade-required", NO_UPGRADE)
    },
    wsHandler: (socket, request) => watch(scopeOf(request), socket),
  })
}

function watch({ publisher }: Scope, socket: WebSocket): void {
  if (publisher.viewers >= MAX_VIEWERS) {
    socket.close(1013, `there are ${MAX_VIEWERS} viewers already`)
    return
  }
  const encoding = socket.protocol === BINARY_SUBPROTOCOL ? "binary" : "json"
  const viewer = new Viewer(socket, encoding, () => performance.now())
  socket.on("pong", () => viewer.pong())
  socket.on("close", () => publisher.leave(viewer))
  socket.on("message", (data: Buffer) => {
    const message = decodeViewerMessage(data.toString())
    if (message.ok) viewer.show(message.value.show)
    else socket.close(1008, NO_MESSAGE)
  })
  publisher.join(viewer)
}

/** A proxy passes on what is a WebSocket's alone, but for what belongs to one connection. */
function isLostUpgrade(headers: FastifyRequest["headers"]): boolean {
  return headers["sec-websocket-key"] !== undefined
}

function offeredSubprotocols(header: string | undefined): string[] {
  return (header ?? "").split(",").flatMap((name) => name.trim() || [])
}
