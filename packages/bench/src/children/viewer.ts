import { once } from "node:events"
import { BINARY_SUBPROTOCOL, decodeBatch, decodeStreamMessage } from "@zmqscope/protocol"
import { WebSocket } from "ws"
import { serveCalls } from "../child-process.js"

/** A viewer that reads and decodes all that the stream brings. */
export type ViewerCalls = {
  open: { params: { url: string }; result: null }
  count: { params: null; result: { records: number; missed: number } }
}

let records = 0
let missed = 0

serveCalls<ViewerCalls>({
  open: async ({ url }) => {
    const socket = new WebSocket(url, BINARY_SUBPROTOCOL)
    socket.on("message", (data: Buffer, isBinary: boolean) => {
      if (isBinary) countBatch(data)
      else countMessage(data.toString())
    })
    socket.on("close", (code) => {
      throw new Error(`the stream was closed with ${code}`)
    })
    await once(socket, "open")
    return null
  },
  count: () => ({ records, missed }),
})

function countBatch(bytes: Uint8Array): void {
  const batch = decodeBatch(bytes)
  if (!batch.ok) throw new Error(batch.reason)
  records += batch.value.records.length
}

function countMessage(text: string): void {
  const message = decodeStreamMessage(text)
  if (!message.ok) throw new Error(`${message.reason}: ${text}`)
  if (message.value.type === "gap") missed += message.value.missed
}
