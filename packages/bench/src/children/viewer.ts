import { once } from "node:events"
import { BINARY_SUBPROTOCOL, readBatchHeader, type ViewerMessage } from "@zmqscope/protocol"
import { WebSocket } from "ws"
import { serveCalls } from "../child-process.js"
import { RawViewer } from "../raw/raw-viewer.js"

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
  /** How many of them the server closed. */
  readonly cut: number
}

/** As the page says. */
const SHOWN: ViewerMessage = { type: "show", show: ["clients", "workers"] }

const RELEASED_MS = 5_000

let viewers: RawViewer[] = []
let stuck: WebSocket | undefined
let records = 0
let missed = 0
let cut = 0

serveCalls<ViewerCalls>({
  open: async ({ url, count }) => {
    const opened = Array.from({ length: count }, () => openOne(url))
    viewers.push(...opened)
    await Promise.all(opened.map((viewer) => viewer.opened))
    return null
  },
  openStuck: async ({ url }) => {
    stuck = new WebSocket(url, BINARY_SUBPROTOCOL)
    await once(stuck, "open")
    stuck.pause()
    return null
  },
  count: () => ({ records, missed, cut }),
  close: async () => {
    const closing = viewers
    viewers = []
    await Promise.all(closing.map((viewer) => viewer.close()))
    return null
  },
  release: async () => {
    if (stuck === undefined) return null
    const ended = once(stuck, "close", { signal: AbortSignal.timeout(RELEASED_MS) })
    stuck.resume()
    return ended.then(([code]: number[]) => code ?? null).catch(() => null)
  },
})

function openOne(url: string): RawViewer {
  let nextSequence: number | undefined
  const viewer = new RawViewer(url, BINARY_SUBPROTOCOL, {
    // A batch's header tells whether anything is missing; what a viewer makes of the records is its
    // own affair.
    binary: ({ buffer, byteOffset, byteLength }) => {
      const { firstSequence, count } = readBatchHeader(new DataView(buffer, byteOffset, byteLength))
      if (nextSequence !== undefined) missed += firstSequence - nextSequence
      records += count
      nextSequence = firstSequence + count
    },
  })
  void viewer.opened.then(() => viewer.send(SHOWN))
  void viewer.closed.then(() => {
    if (viewers.includes(viewer)) cut += 1
  })
  return viewer
}
