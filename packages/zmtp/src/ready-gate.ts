import { encodeCommand } from "./encode.js"
import { FLAG_LONG, LONG_HEADER_BYTES, SHORT_HEADER_BYTES } from "./frame-decoder.js"
import { GREETING_BYTES } from "./greeting.js"

const READY_NAME_BYTES = 6
const LENGTH_BYTES = 4

/**
 * Lets a connection's beginning pass: the greeting as it comes, since libzmq sends it in steps and
 * waits for the peer's, and what follows once the READY is whole and may be given a routing id.
 * It holds no more than a READY may have, and the chunk that ends it.
 */
export class ReadyGate {
  #passed = 0
  #held: Buffer[] = []

  /** What may pass of a chunk: none of it, or a part of the greeting. */
  push(chunk: Buffer): Buffer {
    const greeting = chunk.subarray(0, GREETING_BYTES - this.#passed)
    this.#passed += greeting.length
    if (greeting.length < chunk.length) this.#held.push(chunk.subarray(greeting.length))
    return greeting
  }

  /** All that was held, as it came: the connection is not to be understood, or needs no change. */
  release(): Buffer {
    return Buffer.concat(this.#held)
  }

  /** All that was held, with this routing id in the READY, which is its first frame. */
  releaseWith(routingId: Buffer, readyBytes: number): Buffer {
    const held = this.release()
    const ready = withRoutingId(held.subarray(0, readyBytes), routingId)
    return Buffer.concat([ready, held.subarray(readyBytes)])
  }
}

/** The same READY frame with a routing id, where it announces none. */
function withRoutingId(frame: Buffer, routingId: Buffer): Buffer {
  const isLong = ((frame[0] ?? 0) & FLAG_LONG) !== 0
  const body = frame.subarray(isLong ? LONG_HEADER_BYTES : SHORT_HEADER_BYTES)
  const length = Buffer.alloc(LENGTH_BYTES)
  length.writeUInt32BE(routingId.length)
  for (let at = READY_NAME_BYTES; at < body.length; ) {
    const nameEnd = at + 1 + (body[at] ?? 0)
    const valueEnd = nameEnd + LENGTH_BYTES + body.readUInt32BE(nameEnd)
    if (body.toString("latin1", at + 1, nameEnd).toLowerCase() === "identity") {
      const [before, after] = [body.subarray(0, nameEnd), body.subarray(valueEnd)]
      return encodeCommand(Buffer.concat([before, length, routingId, after]))
    }
    at = valueEnd
  }
  return encodeCommand(Buffer.concat([body, Buffer.from("\x08Identity"), length, routingId]))
}
