import { once } from "node:events"
import { BINARY_SUBPROTOCOL, readBatchHeader, type ViewerMessage } from "@zmqscope/protocol"
import { decodeStreamMessage } from "@zmqscope/protocol/schemas"
import { WebSocket } from "ws"
import { serveCalls } from "../child-process.js"

/** Viewers that read all that the stream brings, and one that stops reading. */
export type ViewerCalls = {
  open: { params: { url: string; count: number }; result: null }
  /** Opens one that reads nothing. */
  openStuck: { params: { url: string }; result: null }
  /** Of all that read, together. */
  count: { params: null; result: Viewed }
  /** Closes those that read. */
  close: { params: null; result: null }
  /** Lets the one that is stuck read; answers with the code that it was closed with, or null. */
  release: { params: null; result: number | null }
}

export interface Viewed {
  readonly records: number
  readonly missed: number
  /** The codes with which the server closed any of them. */
  readonly closed: readonly number[]
}

/** As the page says. */
const SHOWN: ViewerMessage = { type: "show", show: ["clients", "workers"] }

const RELEASED_MS = 5_000

let viewers: WebSocket[] = []
let stuck: WebSocket | undefined
let records = 0
let missed = 0
const closed: number[] = []

serveCalls<ViewerCalls>({
  open: async ({ url, count }) => {
    const opened = Array.from({ length: count }, () => openOne(url))
    viewers.push(...opened)
    await Promise.all(opened.map((socket) => once(socket, "open")))
    return null
  },
  openStuck: async ({ url }) => {
    stuck = new WebSocket(url, BINARY_SUBPROTOCOL)
    await once(stuck, "open")
    stuck.pause()
    return null
  },
  count: () => ({ records, missed, closed }),
  close: () => {
    for (const socket of viewers) {
      socket.removeAllListeners("close")
      socket.close()
    }
    viewers = []
    return null
  },
  release: async () => {
    if (stuck === undefined) return null
    const ended = once(stuck, "close", { signal: AbortSignal.timeout(RELEASED_MS) })
    stuck.resume()
    return ended.then(([code]: number[]) => code ?? null).catch(() => null)
  },
})

function openOne(url: string): WebSocket {
  const socket = new WebSocket(url, BINARY_SUBPROTOCOL)
  socket.on("open", () => socket.send(JSON.stringify(SHOWN)))
  let nextSequence: number | undefined
  socket.on("message", (data: Buffer, isBinary: boolean) => {
    if (!isBinary) {
      countMessage(data.toString())
      return
    }
    // A batch's header tells whether anything is missing; what a viewer makes of the records is its
    // own affair.
    const { buffer, byteOffset, byteLength } = data
    const { firstSequence, count } = readBatchHeader(new DataView(buffer, byteOffset, byteLength))
    if (nextSequence !== undefined) missed += firstSequence - nextSequence
    records += count
    nextSequence = firstSequence + count
  })
  socket.on("close", (code) => closed.push(code))
  return socket
}

function countMessage(text: string): void {
  const message = decodeStreamMessage(text)
  if (!message.ok) throw new Error(`${message.reason}: ${text}`)
}
