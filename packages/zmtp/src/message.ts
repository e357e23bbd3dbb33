import { copyBytes, isWasteful } from "./copy-bytes.js"
import { encodeFrames, headerBytes } from "./encode.js"
import { FLAG_LONG, LONG_HEADER_BYTES, readLength, SHORT_HEADER_BYTES } from "./frame-decoder.js"

/** What V8 and Node hold for a message and for each of its buffers, bytes; estimated high. */
const MESSAGE_OVERHEAD_BYTES = 256
const BUFFER_OVERHEAD_BYTES = 160

/**
 * One ZeroMQ message, passed on without being taken apart. It came either from the wire, frames with
 * their headers in as few parts as they were read in (no header lies across two of them), or from a
 * libzmq socket, as frames; each form is made of the other only when it is asked for.
 */
export class Message {
  readonly frameCount: number
  /** Bytes on the wire: all frames with their headers. */
  readonly sizeBytes: number
  /** Index of the first empty frame, or -1. */
  readonly delimiter: number
  /** Bytes of the frames behind the delimiter, without headers. */
  readonly bodyBytes: number
  #parts: readonly Buffer[] | undefined
  #frames: readonly Buffer[] | undefined

  private constructor(
    parts: readonly Buffer[] | undefined,
    frames: readonly Buffer[] | undefined,
    frameCount: number,
    sizeBytes: number,
    delimiter: number,
    bodyBytes: number,
  ) {
    this.#parts = parts
    this.#frames = frames
    this.frameCount = frameCount
    this.sizeBytes = sizeBytes
    this.delimiter = delimiter
    this.bodyBytes = bodyBytes
  }

  /** As it came over the wire; the caller has counted. */
  static ofParts(
    parts: readonly Buffer[],
    counted: {
      readonly frameCount: number
      readonly sizeBytes: number
      readonly delimiter: number
      readonly bodyBytes: number
    },
  ): Message {
    const { frameCount, sizeBytes, delimiter, bodyBytes } = counted
    return new Message(parts, undefined, frameCount, sizeBytes, delimiter, bodyBytes)
  }

  /** As libzmq's sockets give it. */
  static ofFrames(frames: readonly Buffer[]): Message {
    let sizeBytes = 0
    let delimiter = -1
    let bodyBytes = 0
    for (let index = 0; index < frames.length; index += 1) {
      const length = frames[index]?.length ?? 0
      sizeBytes += headerBytes(length) + length
      if (delimiter >= 0) bodyBytes += length
      else if (length === 0) delimiter = index
    }
    return new Message(undefined, frames, frames.length, sizeBytes, delimiter, bodyBytes)
  }

  /** Its bytes on the wire. */
  get parts(): readonly Buffer[] {
    this.#parts ??= encodeFrames(this.#frames ?? [])
    return this.#parts
  }

  /** Every frame's body; one that lies in several parts is joined by a copy. */
  get frames(): readonly Buffer[] {
    this.#frames ??= this.#walked()
    return this.#frames
  }

  /** Frames as they came from a libzmq socket; undefined when it came from the wire. */
  get framesAsCame(): readonly Buffer[] | undefined {
    return this.#frames
  }

  /** Bytes of all frames, without headers. */
  get payloadBytes(): number {
    let bytes = 0
    const cursor = new FrameCursor()
    cursor.open(this)
    while (cursor.next()) bytes += cursor.length
    return bytes
  }

  /** What it costs to hold, bytes: buffers are objects, and as many as it has parts or frames. */
  get heldBytes(): number {
    const buffers = (this.#parts?.length ?? 0) + (this.#frames?.length ?? 0)
    return MESSAGE_OVERHEAD_BYTES + this.sizeBytes + buffers * BUFFER_OVERHEAD_BYTES
  }

  /** The same, in memory of its own where its parts are pieces of chunks that are much more than it. */
  compacted(): Message {
    if (this.#parts === undefined) return this
    let chunkBytes = 0
    for (const part of this.#parts) chunkBytes += part.buffer.byteLength
    if (!isWasteful(chunkBytes, this.sizeBytes)) return this
    return Message.ofParts([Buffer.concat(this.#parts, this.sizeBytes)], this)
  }

  #walked(): Buffer[] {
    const frames: Buffer[] = []
    const cursor = new FrameCursor()
    cursor.open(this)
    while (cursor.next()) frames.push(cursor.body())
    return frames
  }
}

const NOTHING = Buffer.alloc(0)
const FEW_BYTES = 64

/** Walks over the frames of a message. Used again and again: it makes no object for a frame. */
export class FrameCursor {
  /** Body length of the frame it stands at. */
  length = 0
  /** Parts of the wire with headers, or frames. */
  #buffers: readonly Buffer[] = []
  #areFrames = false
  /** The buffer, and the place in it, where the frame's body begins. */
  #place = 0
  #bodyAt = 0
  #left = 0

  /** Stands before the first frame. */
  open(message: Message): void {
    const frames = message.framesAsCame
    this.#areFrames = frames !== undefined
    this.#buffers = frames ?? message.parts
    this.#place = this.#areFrames ? -1 : 0
    this.#bodyAt = 0
    this.length = 0
    this.#left = message.frameCount
  }

  /** Moves to the next frame; false when there is none. */
  next(): boolean {
    if (this.#left === 0) return false
    this.#left -= 1
    if (this.#areFrames) {
      this.#place += 1
      this.length = this.#buffers[this.#place]?.length ?? 0
      return true
    }
    this.#skip(this.length)
    const part = this.#buffers[this.#place] ?? NOTHING
    const at = this.#bodyAt
    if (((part[at] ?? 0) & FLAG_LONG) === 0) {
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
    const first = this.#buffers[this.#place] ?? NOTHING
    if (this.#bodyAt + bytes <= first.length) {
      return first.subarray(this.#bodyAt, this.#bodyAt + bytes)
    }
    const head = Buffer.allocUnsafe(bytes)
    let have = 0
    for (let place = this.#place, at = this.#bodyAt; have < bytes; place += 1, at = 0) {
      const piece = this.#buffers[place]
      if (piece === undefined) break
      have += piece.copy(head, have, at, at + bytes - have)
    }
    return head
  }

  /** Whether the body is these bytes. */
  equals(bytes: Buffer): boolean {
    if (this.length !== bytes.length) return false
    const first = this.#buffers[this.#place] ?? NOTHING
    const from = this.#bodyAt
    // Byte by byte: for so few a call takes ten times as long.
    if (bytes.length > FEW_BYTES || from + bytes.length > first.length) {
      return this.body().equals(bytes)
    }
    for (let index = 0; index < bytes.length; index += 1) {
      if (first[from + index] !== bytes[index]) return false
    }
    return true
  }

  /** Writes the body's first bytes, as many as `maxBytes`, and answers how many. */
  copyHead(to: Buffer, at: number, maxBytes: number): number {
    const bytes = Math.min(maxBytes, this.length)
    const first = this.#buffers[this.#place] ?? NOTHING
    const from = this.#bodyAt
    if (from + bytes > first.length) return this.head(bytes).copy(to, at)
    copyBytes(first, from, from + bytes, to, at)
    return bytes
  }

  /** What follows the frame it stands at, as wire parts. */
  rest(): Buffer[] {
    if (this.#areFrames) return encodeFrames(this.#buffers.slice(this.#place + 1))
    this.#skip(this.length)
    this.length = 0
    const first = this.#buffers[this.#place]
    if (first === undefined) return []
    const isAtEnd = first.length === this.#bodyAt
    if (this.#buffers.length === 1) return isAtEnd ? [] : [first.subarray(this.#bodyAt)]
    const others = this.#buffers.slice(this.#place + 1)
    return isAtEnd ? others : [first.subarray(this.#bodyAt), ...others]
  }

  /** Moves on in the parts; stands at the head of the next rather than at the end of one. */
  #skip(bytes: number): void {
    let at = this.#bodyAt + bytes
    let part = this.#buffers[this.#place]
    while (part !== undefined && at >= part.length && this.#place + 1 < this.#buffers.length) {
      at -= part.length
      this.#place += 1
      part = this.#buffers[this.#place]
    }
    this.#bodyAt = at
  }
}
