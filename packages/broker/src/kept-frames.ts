import type { KeptFrames as Kept, KeptFrame } from "@zmqscope/protocol"

/** First bytes kept of each frame. */
const HEAD_BYTES = 256
/** Frames kept of each message. */
const MAX_FRAMES = 16

interface KeptMessage {
  readonly sizes: readonly number[]
  /** The heads of the frames, one behind the other. */
  readonly heads: Buffer
}

interface Entry {
  readonly request: KeptMessage
  reply: KeptMessage | undefined
}

/**
 * The first bytes of the frames of recent envelopes, copied: the buffers that zeromq.js hands out
 * hold on to libzmq's own memory. Bounded by count and by bytes; the oldest go.
 */
export class KeptFrames {
  readonly #maxEnvelopes: number
  readonly #maxBytes: number
  readonly #entries = new Map<number, Entry>()
  #bytes = 0

  constructor(maxEnvelopes: number, maxBytes: number) {
    this.#maxEnvelopes = maxEnvelopes
    this.#maxBytes = maxBytes
  }

  keepRequest(envelope: number, frames: readonly Buffer[]): void {
    const request = copyHeads(frames)
    this.#bytes += request.heads.length
    this.#entries.set(envelope, { request, reply: undefined })
    this.#evict()
  }

  keepReply(envelope: number, frames: readonly Buffer[]): void {
    const entry = this.#entries.get(envelope)
    if (entry === undefined) return
    entry.reply = copyHeads(frames)
    this.#bytes += entry.reply.heads.length
    this.#evict()
  }

  get(envelope: number): Kept | null {
    const entry = this.#entries.get(envelope)
    if (entry === undefined) return null
    return { request: unfold(entry.request), reply: entry.reply ? unfold(entry.reply) : null }
  }

  #evict(): void {
    for (const [number, entry] of this.#entries) {
      if (this.#entries.size <= this.#maxEnvelopes && this.#bytes <= this.#maxBytes) return
      this.#entries.delete(number)
      this.#bytes -= entry.request.heads.length + (entry.reply?.heads.length ?? 0)
    }
  }
}

function copyHeads(frames: readonly Buffer[]): KeptMessage {
  const kept = frames.slice(0, MAX_FRAMES)
  const sizes = kept.map((frame) => frame.length)
  return { sizes, heads: Buffer.concat(kept.map((frame) => frame.subarray(0, HEAD_BYTES))) }
}

function unfold(message: KeptMessage): KeptFrame[] {
  let offset = 0
  return message.sizes.map((sizeBytes) => {
    const start = offset
    offset += Math.min(sizeBytes, HEAD_BYTES)
    return { sizeBytes, headBase64: message.heads.toString("base64", start, offset) }
  })
}
