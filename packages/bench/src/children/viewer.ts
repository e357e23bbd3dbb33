import { once } from "node:events"
import { BINARY_SUBPROTOCOL, readBatchHeader } from "@zmqscope/protocol"
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
 * A batch's header tells whether anything is missing; what a viewer makes of the records is its own
 * affair.
 */
function countBatch({ buffer, byteOffset, byteLength }: Buffer): void {
  const { firstSequence, count } = readBatchHeader(new DataView(buffer, byteOffset, byteLength))
  if (nextSequence !== undefined && firstSequence !== nextSequence)
    missed += firstSequence - nextSequence
  records += count
  nextSequence = firstSequence + count
}

function countMessage(text: string): void {
  const message = decodeStreamMessage(text)
  if (!message.ok) throw new Error(`${message.reason}: ${text}`)
}
