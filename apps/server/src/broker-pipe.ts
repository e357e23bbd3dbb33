import type { Readable } from "node:stream"
import {
  assertUnreachable,
  type BrokerMessage,
  decodeBatch,
  PipeDecoder,
  type PipeFrame,
  type RecordBatch,
} from "@zmqscope/protocol"
import { decodeBrokerMessage } from "@zmqscope/protocol/schemas"

/** What comes over the broker's pipe, in order. */
export interface PipeEvents {
  readonly message: (message: BrokerMessage) => void
  /** `encoded` is the batch as it came. */
  readonly records: (batch: RecordBatch, encoded: Uint8Array) => void
  /** One frame was no message of this protocol; it is skipped, and what it said is missing. */
  readonly misheard: (reason: string) => void
  /** Nobody knows any more where frames begin: nothing that follows can be read. */
  readonly broken: (reason: string) => void
}

export function readBrokerPipe(pipe: Readable, events: PipeEvents): void {
  const decoder = new PipeDecoder()
  pipe.on("data", (chunk: Buffer) => {
    const frames = decoder.push(chunk)
    if (frames.ok) for (const frame of frames.value) takeFrame(frame, events)
    else events.broken(frames.reason)
  })
}

function takeFrame({ opcode, payload }: PipeFrame, events: PipeEvents): void {
  switch (opcode) {
    case "text": {
      const message = decodeBrokerMessage(Buffer.from(payload).toString())
      if (message.ok) events.message(message.value)
      else events.misheard(message.reason)
      return
    }
    case "binary": {
      const batch = decodeBatch(payload)
      if (batch.ok) events.records(batch.value, payload)
      else events.misheard(batch.reason)
      return
    }
    default:
      assertUnreachable(opcode)
  }
}
