import type { KeptFrames as Kept, KeptFrame } from "@zmqscope/protocol"
import { FrameCursor, Message } from "@zmqscope/zmtp"

/** First bytes kept of each frame. */
const HEAD_BYTES = 256
/** Frames kept of each message. */
const MAX_FRAMES = 16
/** A message in the ring: u32 count of its frames, u8 of those kept, their sizes as u32, their heads. */
const COUNT_BYTES = 4
const SIZES_AT = COUNT_BYTES + 1
const SIZE_BYTES = 4
const MAX_MESSAGE_BYTES = SIZES_AT + MAX_FRAMES * (SIZE_BYTES + HEAD_BYTES)

/** Where a reply would start that was not kept. */
const NO_REPLY = -1

/** A message of which only the beginnings of its first frames are there. */
export interface FrameHeads {
  readonly frameCount: number
  /** Whole length of a frame, bytes. */
  lengthAt(index: number): number
  /** Copies what is there of a frame, HEAD_BYTES at most, and answers with how many bytes. */
  copyHead(index: number, to: Buffer, at: number): number
}

/**
 * The first bytes of the frames of recent envelopes, copied: the buffers that they came in hold on to
 * more memory than their own. They lie in one ring of bytes, and what is overwritten is gone.
 * There is no object for each, since objects that live for long cost the garbage collector dearly.
 */
export class KeptFrames {
  readonly #ring: Buffer
  readonly #view: DataView
  /**
   * Of the envelope whose number, modulo the count of slots, is the slot: its number, and where its
   * request and its reply start, counted over all that was ever written.
   */
  readonly #numbers: Float64Array
  readonly #requests: Float64Array
  readonly #replies: Float64Array
  readonly #cursor = new FrameCursor()
  /** Bytes ever written to the ring. */
  #written = 0

  constructor(maxEnvelopes: number, maxBytes: number) {
    this.#numbers = new Float64Array(maxEnvelopes)
    this.#requests = new Float64Array(maxEnvelopes)
    this.#replies = new Float64Array(maxEnvelopes)
    this.#ring = Buffer.allocUnsafeSlow(Math.max(maxBytes, MAX_MESSAGE_BYTES))
    this.#view = new DataView(this.#ring.buffer, this.#ring.byteOffset, this.#ring.length)
  }

  /** As it lay at the ROUTER: with the routing id in front. */
  keepRequest(envelope: number, routingId: Buffer, message: Message | FrameHeads): void {
    const slot = envelope % this.#numbers.length
    this.#numbers[slot] = envelope
    this.#requests[slot] = this.#write(message, routingId)
    this.#replies[slot] = NO_REPLY
  }

  /** @param reply with the routing id in front, unless that is given apart */
  keepReply(envelope: number, reply: Message | FrameHeads, routingId?: Buffer): void {
    const slot = envelope % this.#numbers.length
    if (this.#numbers[slot] === envelope) this.#replies[slot] = this.#write(reply, routingId)
  }

  /** Null when they are no longer kept. */
  get(envelope: number): Kept | null {
    const slot = envelope % this.#numbers.length
    if (this.#numbers[slot] !== envelope) return null
    const request = this.#read(this.#requests[slot] ?? NO_REPLY)
    if (request === null) return null
    const reply = this.#read(this.#replies[slot] ?? NO_REPLY)
    return {
      request: request.kept,
      reply: reply === null ? null : reply.kept,
      requestFrames: request.count,
      ...(reply === null ? {} : { replyFrames: reply.count }),
    }
  }

  #write(message: Message | FrameHeads, routingId?: Buffer): number {
    const ring = this.#ring
    const view = this.#view
    // A message never wraps round the ring's end.
    const room = ring.length - (this.#written % ring.length)
    if (room < MAX_MESSAGE_BYTES) this.#written += room
    const start = this.#written % ring.length
    const count = message.frameCount + (routingId === undefined ? 0 : 1)
    const kept = Math.min(count, MAX_FRAMES)
    view.setUint32(start, count, true)
    ring[start + COUNT_BYTES] = kept
    let sizeAt = start + SIZES_AT
    let headAt = sizeAt + kept * SIZE_BYTES
    if (routingId !== undefined) {
      view.setUint32(sizeAt, routingId.length, true)
      sizeAt += SIZE_BYTES
      for (let index = 0; index < routingId.length; index += 1) {
        ring[headAt + index] = routingId[index] ?? 0
      }
      headAt += routingId.length
    }
    const end = start + SIZES_AT + kept * SIZE_BYTES
    if (message instanceof Message) {
      const cursor = this.#cursor
      cursor.open(message)
      for (; sizeAt < end && cursor.next(); sizeAt += SIZE_BYTES) {
        view.setUint32(sizeAt, cursor.length, true)
        headAt += cursor.copyHead(ring, headAt, HEAD_BYTES)
      }
    } else {
      for (let index = 0; sizeAt < end; index += 1, sizeAt += SIZE_BYTES) {
        view.setUint32(sizeAt, Math.min(message.lengthAt(index), 0xffff_ffff), true)
        headAt += message.copyHead(index, ring, headAt)
      }
    }
    const written = this.#written
    this.#written += headAt - start
    return written
  }

  #read(written: number): { readonly count: number; readonly kept: KeptFrame[] } | null {
    if (written < 0 || written < this.#written - this.#ring.length) return null
    const start = written % this.#ring.length
    const kept = this.#ring.readUInt8(start + COUNT_BYTES)
    let headAt = start + SIZES_AT + kept * SIZE_BYTES
    return {
      count: this.#ring.readUInt32LE(start),
      kept: Array.from({ length: kept }, (_, index) => {
        const sizeBytes = this.#ring.readUInt32LE(start + SIZES_AT + index * SIZE_BYTES)
        const from = headAt
        headAt += Math.min(sizeBytes, HEAD_BYTES)
        return { sizeBytes, headBase64: this.#ring.toString("base64", from, headAt) }
      }),
    }
  }
}
