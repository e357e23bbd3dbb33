import { BINARY_SUBPROTOCOL } from "@zmqscope/protocol"
import { isProblem } from "../api/index.js"
import { serverUrl } from "../endpoint.js"

/** What a connection needs of a WebSocket. No handler is called after `close`. */
export interface StreamSocket {
  /** Dropped unless it is open. */
  send(text: string): void
  close(): void
}

export interface SocketHandlers {
  readonly onText: (text: string) => void
  readonly onBinary: (bytes: Uint8Array) => void
  /** Ended, or never came about. `reason` is what the server says of it, or empty. */
  readonly onClose: (reason: string) => void
}

export type OpenSocket = (handlers: SocketHandlers) => StreamSocket

/** Once a stream has been open, whatever stands before the server passes them on. */
let hasEverOpened = false

/** The real one: a WebSocket to the page's own server. `path` is of the stream: `/api/tap`. */
export function tapAt(path: string): OpenSocket {
  return (handlers) => openSocket(path, handlers)
}

function openSocket(path: string, handlers: SocketHandlers): StreamSocket {
  const url = serverUrl(path)
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
  socket.addEventListener(
    "open",
    () => {
      hasEverOpened = true
    },
    { signal },
  )
  socket.addEventListener(
    "close",
    (event) => {
      if (hasEverOpened || event.reason !== "") handlers.onClose(event.reason)
      else void askWhy(path, signal).then(handlers.onClose, () => {})
    },
    { signal },
  )
  return {
    send(text) {
      if (socket.readyState === WebSocket.OPEN) socket.send(text)
    },
    close() {
      listening.abort()
      socket.close()
    },
  }
}

/**
 * Why no WebSocket comes about, which a browser tells no page: the server's answer to the same request
 * without one. Empty when there is no server; rejects when nobody asks any more.
 */
async function askWhy(path: string, signal: AbortSignal): Promise<string> {
  const url = serverUrl(path)
  url.searchParams.set("page", window.location.origin)
  const answer = await fetch(url, { signal }).catch(() => undefined)
  signal.throwIfAborted()
  const problem: unknown = await answer?.json().catch(() => undefined)
  return isProblem(problem) ? problem.detail : ""
}
