import type { KeptFrames as Kept, KeptFrame } from "@zmqscope/protocol"

/** First bytes kept of each frame. */
const HEAD_BYTES = 256
/** Frames kept of each message. */
const MAX_FRAMES = 16
/** A message in the ring: u8 count of its frames, their sizes as u32, their heads. */
const SIZE_BYTES = 4
const MAX_MESSAGE_BYTES = 1 + MAX_FRAMES * (SIZE_BYTES + HEAD_BYTES)

/** Where a reply would start that was not kept. */
const NO_REPLY = -1

/**
 * The first bytes of the frames of recent envelopes, copied: the buffers that zeromq.js hands out
 * hold on to libzmq's own memory. They lie in one ring of bytes, and what is overwritten is gone.
 * There is no object for each, since objects that live for long cost the garbage collector dearly.
 */
export class KeptFrames {
  readonly #ring: Buffer
  /**
   * Of the envelope whose number, modulo the count of slots, is the slot: its number, and where its
   * request and its reply start, counted over all that was ever written.
   */
  readonly #numbers: Float64Array
  readonly #requests: Float64Array
  readonly #replies: Float64Array
  /** Bytes ever written to the ring. */
  #written = 0

  constructor(maxEnvelopes: number, maxBytes: number) {
    this.#numbers = new Float64Array(maxEnvelopes)
    this.#requests = new Float64Array(maxEnvelopes)
    this.#replies = new Float64Array(maxEnvelopes)
    this.#ring = Buffer.allocUnsafeSlow(Math.max(maxBytes, MAX_MESSAGE_BYTES))
  }

  keepRequest(envelope: number, frames: readonly Buffer[]): void {
    const slot = envelope % this.#numbers.length
    this.#numbers[slot] = envelope
    this.#requests[slot] = this.#write(frames)
    this.#replies[slot] = NO_REPLY
  }

  keepReply(envelope: number, frames: readonly Buffer[]): void {
    const slot = envelope % this.#numbers.length
    if (this.#numbers[slot] === envelope) this.#replies[slot] = this.#write(frames)
  }

  /** Null when they are no longer kept. */
  get(envelope: number): Kept | null {
    const slot = envelope % this.#numbers.length
    if (this.#numbers[slot] !== envelope) return null
    const request = this.#read(this.#requests[slot] ?? NO_REPLY)
    return request && { request, reply: this.#read(this.#replies[slot] ?? NO_REPLY) }
  }

  #write(frames: readonly Buffer[]): number {
    const ring = this.#ring
    // A message never wraps round the ring's end.
    const room = ring.length - (this.#written % ring.length)
    if (room < MAX_MESSAGE_BYTES) this.#written += room
    const start = this.#written % ring.length
    const count = Math.min(frames.length, MAX_FRAMES)
    ring[start] = count
    let sizeAt = start + 1
    let headAt = sizeAt + count * SIZE_BYTES
    for (let index = 0; index < count; index += 1) {
      const frame = frames[index]
      if (frame === undefined) break
      ring.writeUInt32LE(frame.length, sizeAt)
      sizeAt += SIZE_BYTES
      headAt += copyHead(frame, ring, headAt)
    }
    const written = this.#written
    this.#written += headAt - start
    return written
  }

  #read(written: number): KeptFrame[] | null {
    if (written < 0 || written < this.#written - this.#ring.length) return null
    const start = written % this.#ring.length
    const count = this.#ring.readUInt8(start)
    let headAt = start + 1 + count * SIZE_BYTES
    return Array.from({ length: count }, (_, index) => {
      const sizeBytes = this.#ring.readUInt32LE(start + 1 + index * SIZE_BYTES)
      const from = headAt
      headAt += Math.min(sizeBytes, HEAD_BYTES)
      return { sizeBytes, headBase64: this.#ring.toString("base64", from, headAt) }
    })
  }
}

/** Byte by byte: for the few bytes that most frames have, a call of `copy` takes ten times as long. */
function copyHead(frame: Buffer, to: Buffer, offset: number): number {
  const length = Math.min(frame.length, HEAD_BYTES)
  for (let index = 0; index < length; index += 1) to[offset + index] = frame[index] ?? 0
  return length
}
