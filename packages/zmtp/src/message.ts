import { encodeFrames } from "./encode.js"
import {
  FLAG_LONG,
  FLAG_MORE,
  LONG_HEADER_BYTES,
  readLength,
  SHORT_HEADER_BYTES,
} from "./frame-decoder.js"

/** What V8 and Node hold for a message and for each of its parts, bytes; estimated high. */
const MESSAGE_OVERHEAD_BYTES = 256
const PART_OVERHEAD_BYTES = 160

/** Memory that a copy would free before one is made, bytes. */
const WORTH_A_COPY_BYTES = 1024

/**
 * One ZeroMQ message as it lies on the wire: frames with their headers, in as few parts as they
 * came in. It is passed on without being taken apart. No header lies across two parts.
 */
export class Message {
  readonly parts: readonly Buffer[]
  /** Bytes of all parts. */
  readonly sizeBytes: number
  readonly frameCount: number
  /** Index of the first empty frame, or -1. */
  readonly delimiter: number
  /** Bytes of the frames behind the delimiter, without headers. */
  readonly bodyBytes: number

  constructor(
    parts: readonly Buffer[],
    sizeBytes: number,
    frameCount: number,
    delimiter: number,
    bodyBytes: number,
  ) {
    this.parts = parts
    this.sizeBytes = sizeBytes
    this.frameCount = frameCount
    this.delimiter = delimiter
    this.bodyBytes = bodyBytes
  }

  /** Of frames as libzmq's sockets give them; their bodies are not copied. */
  static of(frames: readonly Buffer[]): Message {
    const parts = encodeFrames(frames)
    let sizeBytes = 0
    for (const part of parts) sizeBytes += part.length
    const delimiter = frames.findIndex(({ length }) => length === 0)
    let bodyBytes = 0
    if (delimiter >= 0) {
      for (let index = delimiter + 1; index < frames.length; index += 1) {
        bodyBytes += frames[index]?.length ?? 0
      }
    }
    return new Message(parts, sizeBytes, frames.length, delimiter, bodyBytes)
  }

  /** What it costs to hold, bytes: a part that is a piece of a larger chunk holds on to all of that. */
  get heldBytes(): number {
    let held = MESSAGE_OVERHEAD_BYTES
    for (const part of this.parts) held += part.length + PART_OVERHEAD_BYTES
    return held
  }

  /** The same, in memory of its own where it would hold on to much more than it is. */
  compacted(): Message {
    let chunkBytes = 0
    for (const part of this.parts) chunkBytes += part.buffer.byteLength
    if (chunkBytes <= 2 * this.sizeBytes + WORTH_A_COPY_BYTES) return this
    const whole = Buffer.concat(this.parts as Buffer[], this.sizeBytes)
    const { sizeBytes, frameCount, delimiter, bodyBytes } = this
    return new Message([whole], sizeBytes, frameCount, delimiter, bodyBytes)
  }

  /** Every frame's body; one that lies in several parts is joined by a copy. */
  frames(): Buffer[] {
    const frames: Buffer[] = []
    const cursor = new FrameCursor()
    cursor.open(this)
    while (cursor.next()) frames.push(cursor.body())
    return frames
  }
}

const NOTHING = Buffer.alloc(0)

/** Walks over the frames of a message. Used again and again: it makes no object for a frame. */
export class FrameCursor {
  /** Body length of the frame it stands at. */
  length = 0
  #parts: readonly Buffer[] = []
  /** Part and place in it where the frame's body begins. */
  #part = 0
  #bodyAt = 0
  #hasMore = false

  /** Stands before the first frame. */
  open(message: Message): void {
    this.#parts = message.parts
    this.#part = 0
    this.#bodyAt = 0
    this.length = 0
    this.#hasMore = message.frameCount > 0
  }

  /** Moves to the next frame; false when there is none. */
  next(): boolean {
    if (!this.#hasMore) return false
    this.#skip(this.length)
    const part = this.#parts[this.#part] ?? NOTHING
    const at = this.#bodyAt
    const flags = part[at] ?? 0
    this.#hasMore = (flags & FLAG_MORE) !== 0
    if ((flags & FLAG_LONG) === 0) {
      this.length = part[at + 1] ?? 0
      this.#bodyAt = at + SHORT_HEADER_BYTES
    } else {
      this.length = readLength(part, at + 1)
      this.#bodyAt = at + LONG_HEADER_BYTES
    }
    return true
  }

  /** The frame's body, copied only where it lies in several parts. */
  body(): Buffer {
    return this.head(this.length)
  }

  /** The body's first bytes, as many as `maxBytes`. */
  head(maxBytes: number): Buffer {
    const bytes = Math.min(maxBytes, this.length)
    const part = this.#parts[this.#part] ?? NOTHING
    if (this.#bodyAt + bytes <= part.length) {
      return part.subarray(this.#bodyAt, this.#bodyAt + bytes)
    }
    const head = Buffer.allocUnsafe(bytes)
    let have = 0
    for (let index = this.#part, at = this.#bodyAt; have < bytes; index += 1, at = 0) {
      const piece = this.#parts[index]
      if (piece === undefined) break
      have += piece.copy(head, have, at, at + bytes - have)
    }
    return head
  }

  /** What follows the frame it stands at, as wire parts. */
  rest(): Buffer[] {
    this.#skip(this.length)
    this.length = 0
    const [first, ...others] = this.#parts.slice(this.#part)
    if (first === undefined) return []
    return first.length === this.#bodyAt ? others : [first.subarray(this.#bodyAt), ...others]
  }

  /** Moves on in the parts; stands at the head of the next rather than at the end of one. */
  #skip(bytes: number): void {
    let at = this.#bodyAt + bytes
    let part = this.#parts[this.#part]
    while (part !== undefined && at >= part.length && this.#part + 1 < this.#parts.length) {
      at -= part.length
      this.#part += 1
      part = this.#parts[this.#part]
    }
    this.#bodyAt = at
  }
}
