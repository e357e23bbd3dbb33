import { BINARY_SUBPROTOCOL } from "@zmqscope/protocol"

/** What a connection needs of a WebSocket. No handler is called after `close`. */
export interface StreamSocket {
  close(): void
}

export interface SocketHandlers {
  readonly onText: (text: string) => void
  readonly onBinary: (bytes: Uint8Array) => void
  /** Ended, or never came about. `reason` is the server's, or empty. */
  readonly onClose: (reason: string) => void
}

export type OpenSocket = (handlers: SocketHandlers) => StreamSocket

/** The real one: a WebSocket to /api/tap of the page's own server. */
export const openTap: OpenSocket = (handlers) => {
  const url = new URL("/api/tap", window.location.href)
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:"
  const socket = new WebSocket(url, BINARY_SUBPROTOCOL)
  socket.binaryType = "arraybuffer"
  const listening = new AbortController()
  const { signal } = listening
  socket.addEventListener(
    "message",
    (event: MessageEvent<unknown>) => {
      if (typeof event.data === "string") handlers.onText(event.data)
      else if (event.data instanceof ArrayBuffer) handlers.onBinary(new Uint8Array(event.data))
    },
    { signal },
  )
  socket.addEventListener("close", (event) => handlers.onClose(event.reason), { signal })
  return {
    close() {
      listening.abort()
      socket.close()
    },
  }
}
