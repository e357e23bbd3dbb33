import websocket from "@fastify/websocket"
import type { App } from "./app-parts.js"
import { chooseSubprotocol } from "./subprotocol.js"

const OPTIONS = {
  /** A viewer has nothing to say in this version of the protocol. */
  maxPayload: 1024,
  perMessageDeflate: false,
  handleProtocols: (offered: ReadonlySet<string>) => chooseSubprotocol([...offered]) ?? false,
}

/**
 * Lets routes have a `wsHandler`. It comes before whatever refuses requests: only a request that its
 * hook has seen is one whose refused upgrade it ends.
 */
export async function acceptWebSockets(app: App): Promise<void> {
  await app.register(websocket, {
    options: OPTIONS,
  })
}
