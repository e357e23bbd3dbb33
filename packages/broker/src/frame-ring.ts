import type { KeptFrame } from "@zmqscope/protocol"
import { FrameCursor, Message } from "@zmqscope/zmtp"

/** Frames kept of each message. */
const MAX_FRAMES = 16
/**
 * A message in the ring: u32 count of its frames, u8 of those kept, of each its size and how much of
 * it is kept as u32, and what is kept.
 */
const COUNT_BYTES = 4
const SIZES_AT = COUNT_BYTES + 1
const SIZE_BYTES = 8

/** Where a message would start that was not kept. */
export const NOT_KEPT = -1

/** A message of which only the beginnings of its first frames are there. */
export interface FrameHeads {
  readonly frameCount: number
  /** Of all its frames. */
  readonly sizeBytes: number
  /** Whole length of a frame, bytes. */
  lengthAt(index: number): number
  /** Copies what is there of a frame, `maxBytes` at most, and answers with how many bytes. */
  copyHead(index: number, to: Buffer, at: number, maxBytes: number): number
}

/** What was kept of a message. */
export interface KeptMessage {
  /** All its frames, those too that are not kept. */
  readonly count: number
  readonly frames: readonly { readonly sizeBytes: number; readonly head: Buffer }[]
}

/** How much is kept of a message. */
export interface Keeping {
  readonly bytesPerFrame: number
  readonly bytesPerMessage: number
}

/**
 * Messages one after another in one ring of bytes, copied: the buffers that they came in hold on to
 * more memory than their own. What is overwritten is gone. There is no object for each, since objects
 * that live for long cost the garbage collector dearly.
 */
export class FrameRing {
  readonly #keeping: Keeping
  readonly #largest: number
  readonly #ring: Buffer
  readonly #view: DataView
  readonly #cursor = new FrameCursor()
  /** Bytes ever written. */
  #written = 0

  constructor(maxBytes: number, keeping: Keeping) {
    this.#keeping = keeping
    const { bytesPerFrame, bytesPerMessage } = keeping
    const frames = Math.min(bytesPerMessage, MAX_FRAMES * bytesPerFrame)
    this.#largest = SIZES_AT + MAX_FRAMES * SIZE_BYTES + frames
    this.#ring = Buffer.allocUnsafeSlow(Math.max(maxBytes, this.#largest))
    this.#view = new DataView(this.#ring.buffer, this.#ring.byteOffset, this.#ring.length)
  }

  /** Answers with where it starts, counted over all that was ever written. */
  write(message: Message | FrameHeads, routingId?: Buffer): number {
    const ring = this.#ring
    const view = this.#view
    // A message never wraps round the ring's end.
    const room = ring.length - (this.#written % ring.length)
    if (room < this.#largest) this.#written += room
    const start = this.#written % ring.length
    const count = message.frameCount + (routingId === undefined ? 0 : 1)
    const kept = Math.min(count, MAX_FRAMES)
    view.setUint32(start, count, true)
    ring[start + COUNT_BYTES] = kept
    let sizeAt = start + SIZES_AT
    let headAt = sizeAt + kept * SIZE_BYTES
    const { bytesPerFrame, bytesPerMessage } = this.#keeping
    let left = bytesPerMessage
    if (routingId !== undefined) {
      view.setUint32(sizeAt, routingId.length, true)
      view.setUint32(sizeAt + 4, routingId.length, true)
      sizeAt += SIZE_BYTES
      for (let index = 0; index < routingId.length; index += 1) {
        ring[headAt + index] = routingId[index] ?? 0
      }
      headAt += routingId.length
      left -= routingId.length
    }
    const end = start + SIZES_AT + kept * SIZE_BYTES
    const cursor = this.#cursor
    const isWhole = message instanceof Message
    if (isWhole) cursor.open(message)
    for (let index = 0; sizeAt < end; index += 1, sizeAt += SIZE_BYTES) {
      const most = Math.min(bytesPerFrame, left)
      let length: number
      let copied: number
      if (isWhole) {
        if (!cursor.next()) break
        length = cursor.length
        copied = cursor.copyHead(ring, headAt, most)
      } else {
        length = Math.min(message.lengthAt(index), 0xffff_ffff)
        copied = message.copyHead(index, ring, headAt, most)
      }
      view.setUint32(sizeAt, length, true)
      view.setUint32(sizeAt + 4, copied, true)
      headAt += copied
      left -= copied
    }
    const written = this.#written
    this.#written += headAt - start
    return written
  }

  /** The frames lie in the ring: they are good until the next is written. Null when it is overwritten. */
  read(written: number): KeptMessage | null {
    if (written < 0 || written < this.#written - this.#ring.length) return null
    const start = written % this.#ring.length
    const kept = this.#ring.readUInt8(start + COUNT_BYTES)
    let headAt = start + SIZES_AT + kept * SIZE_BYTES
    const frames = Array.from({ length: kept }, (_, index) => {
      const sizeAt = start + SIZES_AT + index * SIZE_BYTES
      const from = headAt
      headAt += this.#ring.readUInt32LE(sizeAt + 4)
      return {
        sizeBytes: this.#ring.readUInt32LE(sizeAt),
        head: this.#ring.subarray(from, headAt),
      }
    })
    return { count: this.#ring.readUInt32LE(start), frames }
  }
}

export function encodeFrames(frames: KeptMessage["frames"]): KeptFrame[] {
  return frames.map(({ sizeBytes, head }) => ({ sizeBytes, headBase64: head.toString("base64") }))
}
