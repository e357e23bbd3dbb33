import { once } from "node:events"
import { connect, type Socket } from "node:net"

/** `host` and `port` of `tcp://host:port`. */
export function addressOf(endpoint: string): { host: string; port: number } {
  const { hostname, port } = new URL(endpoint)
  return { host: hostname.replaceAll(/[[\]]/g, ""), port: Number(port) }
}

/** A plain TCP connection to a ZeroMQ port. Resets are expected of it. */
export async function connectPlain(endpoint: string): Promise<Socket> {
  const socket = connect(addressOf(endpoint))
  socket.on("error", () => {})
  await once(socket, "connect")
  return socket
}

/** Sends bytes and resolves when the other side has closed the connection. */
export async function refusedBytes(endpoint: string, bytes: Uint8Array): Promise<void> {
  const socket = await connectPlain(endpoint)
  // Not events.once(), which a reset rejects: here it is one way of being closed.
  const closed = new Promise<void>((resolve) => socket.on("close", () => resolve()))
  socket.resume()
  socket.write(bytes)
  await closed
}
