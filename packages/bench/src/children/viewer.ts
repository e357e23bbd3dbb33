import { once } from "node:events"
import { BINARY_SUBPROTOCOL } from "@zmqscope/protocol"
import { decodeStreamMessage } from "@zmqscope/protocol/schemas"
import { WebSocket } from "ws"
import { serveCalls } from "../child-process.js"

/** A viewer that reads all that the stream brings. */
export type ViewerCalls = {
  open: { params: { url: string }; result: null }
  count: { params: null; result: { records: number; missed: number } }
}

let records = 0
let missed = 0
let nextSequence: number | undefined

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

/**
 * Reads a batch's header (packages/protocol, batch.ts), which tells whether anything is missing; what
 * a viewer makes of the records is its own affair.
 */
function countBatch(bytes: Buffer): void {
  const firstSequence = bytes.readDoubleLE(8)
  if (nextSequence !== undefined && firstSequence !== nextSequence)
    missed += firstSequence - nextSequence
  const count = bytes.readUInt32LE(4)
  records += count
  nextSequence = firstSequence + count
}

function countMessage(text: string): void {
  const message = decodeStreamMessage(text)
  if (!message.ok) throw new Error(`${message.reason}: ${text}`)
}
