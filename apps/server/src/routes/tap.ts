import websocket, { type WebSocket } from "@fastify/websocket"
import { BINARY_SUBPROTOCOL, JSON_SUBPROTOCOL } from "@zmqscope/protocol"
import type { App, AppParts } from "../app-parts.js"
import { MAX_VIEWERS } from "../broadcast.js"
import { ProblemError } from "../problem.js"
import type { Scope } from "../scope.js"
import { messageFrame } from "../stream-frame.js"
import { Viewer } from "../viewer.js"

/** A viewer has nothing to say in this version of the protocol. */
const MAX_INCOMING_BYTES = 1024

/**
 * The stream. The subprotocol is the first offered one that is known; without an offer it is JSON,
 * so that a bare tool sees something it can read; an offer of unknown ones is refused.
 */
export async function tapRoute(app: App, { scope }: AppParts): Promise<void> {
  await app.register(websocket, {
    options: {
      maxPayload: MAX_INCOMING_BYTES,
      perMessageDeflate: false,
      handleProtocols: (offered) => chooseSubprotocol([...offered]) ?? false,
    },
  })
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
  // An error is followed by a close; what a viewer did wrong is in the code it gets.
  socket.on("error", () => {})
  socket.on("message", () => socket.close(1008, "the stream takes no messages: use the REST API"))
  broadcast.join(viewer, () => messageFrame(scope.hello()))
}

function offeredSubprotocols(header: string | undefined): string[] {
  return (header ?? "").split(",").flatMap((name) => name.trim() || [])
}

function chooseSubprotocol(offered: readonly string[]): string | undefined {
  if (offered.length === 0) return JSON_SUBPROTOCOL
  return offered.find((name) => name === BINARY_SUBPROTOCOL || name === JSON_SUBPROTOCOL)
}
