import type { KeptFrames as Kept, KeptFrame } from "@zmqscope/protocol"

/** First bytes kept of each frame. */
const HEAD_BYTES = 256
/** Frames kept of each message. */
const MAX_FRAMES = 16

interface KeptMessage {
  /** Where its heads lie, one behind the other, counted over all that was ever written. */
  readonly start: number
  readonly sizes: readonly number[]
}

interface Entry {
  readonly envelope: number
  readonly request: KeptMessage
  reply: KeptMessage | undefined
}

/**
 * The first bytes of the frames of recent envelopes, copied: the buffers that zeromq.js hands out
 * hold on to libzmq's own memory. The heads lie in one ring of bytes; what is overwritten is gone.
 */
export class KeptFrames {
  readonly #heads: Buffer
  /** The entry of an envelope lies at its number, modulo the count of slots. */
  readonly #slots: (Entry | undefined)[]
  /** Bytes ever written to the ring. */
  #written = 0

  constructor(maxEnvelopes: number, maxBytes: number) {
    this.#slots = Array.from({ length: maxEnvelopes }, () => undefined)
    this.#heads = Buffer.allocUnsafeSlow(Math.max(maxBytes, MAX_FRAMES * HEAD_BYTES))
  }

  keepRequest(envelope: number, frames: readonly Buffer[]): void {
    const request = this.#write(frames)
    this.#slots[envelope % this.#slots.length] = { envelope, request, reply: undefined }
  }

  keepReply(envelope: number, frames: readonly Buffer[]): void {
    const entry = this.#find(envelope)
    if (entry !== undefined) entry.reply = this.#write(frames)
  }

  /** Null when they are no longer kept. */
  get(envelope: number): Kept | null {
    const entry = this.#find(envelope)
    if (entry === undefined || !this.#holds(entry.request)) return null
    return {
      request: this.#read(entry.request),
      reply: entry.reply === undefined ? null : this.#read(entry.reply),
    }
  }

  #find(envelope: number): Entry | undefined {
    const entry = this.#slots[envelope % this.#slots.length]
    return entry?.envelope === envelope ? entry : undefined
  }

  #write(frames: readonly Buffer[]): KeptMessage {
    const sizes: number[] = []
    // A message never wraps round the ring's end.
    const room = this.#heads.length - (this.#written % this.#heads.length)
    if (room < MAX_FRAMES * HEAD_BYTES) this.#written += room
    const start = this.#written
    let offset = start % this.#heads.length
    for (const frame of frames) {
      if (sizes.length === MAX_FRAMES) break
      const kept = Math.min(frame.length, HEAD_BYTES)
      if (kept > 0) frame.copy(this.#heads, offset, 0, kept)
      offset += kept
      this.#written += kept
      sizes.push(frame.length)
    }
    return { start, sizes }
  }

  #holds(message: KeptMessage): boolean {
    return message.start >= this.#written - this.#heads.length
  }

  #read(message: KeptMessage): KeptFrame[] {
    let offset = message.start % this.#heads.length
    return message.sizes.map((sizeBytes) => {
      const start = offset
      offset += Math.min(sizeBytes, HEAD_BYTES)
      return { sizeBytes, headBase64: this.#heads.toString("base64", start, offset) }
    })
  }
}
