import websocket from "@fastify/websocket"
import type { App } from "./app-parts.js"
import { chooseSubprotocol } from "./subprotocol.js"

/** The paths that are WebSockets: a broker's stream, and the first one's. */
const TAP_PATHS = /^\/api\/(?:brokers\/[^/]+\/)?tap$/

export function isTapPath(path: string): boolean {
  return TAP_PATHS.test(path)
}

/** `closeTimeout` is not in the types of `ws`. */
const OPTIONS = {
  /** A viewer says what it shows, and nothing else. */
  maxPayload: 1024,
  perMessageDeflate: false,
  /** How long a viewer may take to answer a close, and a shutdown wait for it, milliseconds. */
  closeTimeout: 3_000,
  handleProtocols: (offered: ReadonlySet<string>) => chooseSubprotocol([...offered]) ?? false,
}

/**
 * Lets routes have a `wsHandler`. It comes before whatever refuses requests: only a request that its
 * hook has seen is one whose refused upgrade it ends.
 */
export async function acceptWebSockets(app: App): Promise<void> {
  await app.register(websocket, {
    options: OPTIONS,
    errorHandler: (error, socket, request) => {
      // `ws` has told the viewer by the code of RFC 6455, and closes.
      if (isViewersFault(error)) return
      request.log.error(error)
      socket.terminate()
    },
  })
}

/** Whether it is a frame that breaks RFC 6455 or is larger than allowed. */
function isViewersFault(error: Error): boolean {
  return "code" in error && String(error.code).startsWith("WS_ERR_")
}
