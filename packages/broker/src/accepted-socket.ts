import { type OnReadOpts, Socket, type SocketConstructorOpts } from "node:net"
import { readsInto } from "@zmqscope/zmtp"

/**
 * A connection that a server accepted, read as `readsInto` does: its "data" events bring chunks in
 * memory of their own, as ever. `net.connect` can be told how to read (`onread`), a server cannot: so
 * another `Socket` is made around the accepted one's handle. The accepted one goes on to count for
 * its server.
 */
export function readThriftily(accepted: Socket): Socket {
  const handle = takeHandle(accepted)
  if (handle === undefined) return accepted
  const options: SocketConstructorOpts & { handle: object; onread: OnReadOpts } = {
    handle,
    onread: readsInto((chunk) => socket.emit("data", chunk)),
  }
  const socket = new Socket(options)
  return socket.on("close", () => accepted.destroy())
}

/** Node's own part of a socket, which is in none of its documents; undefined where there is none. */
function takeHandle(socket: Socket & { _handle?: object | null }): object | undefined {
  const handle = socket._handle ?? undefined
  if (handle !== undefined) socket._handle = null
  return handle
}
