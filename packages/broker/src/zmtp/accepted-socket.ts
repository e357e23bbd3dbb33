import { type OnReadOpts, Socket, type SocketConstructorOpts } from "node:net"
import { readsInto } from "@zmqscope/zmtp"

/**
 * Reads a connection that a server accepted as `readsInto` does. `net.connect` can be told how to
 * read (`onread`), a server cannot: so another `Socket` is made around the accepted one's handle. The
 * accepted one goes on to count for its server.
 *
 * @param onChunk gets each chunk, in memory of its own
 */
export function readAccepted(accepted: Socket, onChunk: (chunk: Buffer) => void): Socket {
  const handle = takeHandle(accepted)
  if (handle === undefined) return accepted.on("data", onChunk)
  const options: SocketConstructorOpts & { handle: object; onread: OnReadOpts } = {
    handle,
    onread: readsInto(onChunk),
  }
  return new Socket(options).on("close", () => accepted.destroy())
}

/** Node's own part of a socket, which is in none of its documents; undefined where there is none. */
function takeHandle(socket: Socket & { _handle?: object | null }): object | undefined {
  const handle = socket._handle ?? undefined
  if (handle !== undefined) socket._handle = null
  return handle
}
