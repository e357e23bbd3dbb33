import { type OnReadOpts, Socket, type SocketConstructorOpts } from "node:net"

const READ_BUFFER_BYTES = 65_536

let readBuffer = Buffer.allocUnsafeSlow(READ_BUFFER_BYTES)

/**
 * Reads a connection that a server accepted through one buffer that all have in common. Node makes
 * one of 64 KiB for each read, and an object to hold it: for a small message that costs more than all
 * that the broker does about it. `net.connect` can be told of a buffer (`onread`), a server cannot: so
 * another `Socket` is made around the accepted one's handle, which goes on to count for its server.
 *
 * @param onRead gets each chunk, in memory of its own
 */
export function readShared(accepted: Socket, onRead: (chunk: Buffer) => void): Socket {
  const handle = takeHandle(accepted)
  if (handle === undefined) return accepted.on("data", onRead)
  const options: SocketConstructorOpts & { handle: object; onread: OnReadOpts } = {
    handle,
    onread: {
      buffer: () => readBuffer,
      callback: (bytes) => {
        onRead(taken(bytes))
        return true
      },
    },
  }
  return new Socket(options).on("close", () => accepted.destroy())
}

/** What was read: copied, unless that would be more than another buffer costs. */
function taken(bytes: number): Buffer {
  if (bytes < READ_BUFFER_BYTES / 2) {
    const chunk = Buffer.allocUnsafe(bytes)
    readBuffer.copy(chunk, 0, 0, bytes)
    return chunk
  }
  const read = readBuffer.subarray(0, bytes)
  readBuffer = Buffer.allocUnsafeSlow(READ_BUFFER_BYTES)
  return read
}

/** Node's own part of a socket, which has a name in none of its documents; undefined without one. */
function takeHandle(socket: Socket & { _handle?: object | null }): object | undefined {
  const handle = socket._handle ?? undefined
  if (handle !== undefined) socket._handle = null
  return handle
}
