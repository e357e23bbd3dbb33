import type { WebSocket } from "@fastify/websocket"
import { BINARY_SUBPROTOCOL, JSON_SUBPROTOCOL } from "@zmqscope/protocol"
import type { App, AppParts } from "../app-parts.js"
import { MAX_VIEWERS } from "../broadcast.js"
import { ProblemError } from "../problem.js"
import type { Scope } from "../scope.js"
import { messageFrame } from "../stream-frame.js"
import { chooseSubprotocol } from "../subprotocol.js"
import { Viewer } from "../viewer.js"

/** The stream. An offer of subprotocols of which none is known is refused. */
export function tapRoute(app: App, { scope }: AppParts): void {
  app.route({
    method: "GET",
    url: "/api/tap",
    schema: { summary: "The stream, as a WebSocket" },
    preValidation: async (request) => {
      const offered = offeredSubprotocols(request.headers["sec-websocket-protocol"])
      if (chooseSubprotocol(offered) !== undefined) return
      const detail = `No subprotocol of ${offered.join(", ")} is known: offer ${BINARY_SUBPROTOCOL} or ${JSON_SUBPROTOCOL}.`
      throw new ProblemError(400, "unknown-subprotocol", detail)
    },
    handler: async () => {
      throw new ProblemError(426, "upgrade-required", "This is a WebSocket: connect with ws://.")
    },
    wsHandler: (socket) => watch(scope, socket),
  })
}

function watch(scope: Scope, socket: WebSocket): void {
  const { broadcast } = scope
  if (broadcast.viewers >= MAX_VIEWERS) {
    socket.close(1013, `there are ${MAX_VIEWERS} viewers already`)
    return
  }
  const encoding = socket.protocol === BINARY_SUBPROTOCOL ? "binary" : "json"
  const viewer = new Viewer(socket, encoding, () => performance.now())
  socket.on("pong", () => viewer.pong())
  socket.on("close", () => broadcast.leave(viewer))
  socket.on("message", () => socket.close(1008, "the stream takes no messages: use the REST API"))
  broadcast.join(viewer, () => messageFrame(scope.hello()))
}

function offeredSubprotocols(header: string | undefined): string[] {
  return (header ?? "").split(",").flatMap((name) => name.trim() || [])
}
