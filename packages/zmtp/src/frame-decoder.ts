import { type Fault, fault } from "./fault.js"

export const FLAG_MORE = 1
export const FLAG_LONG = 2
export const FLAG_COMMAND = 4
const FLAGS_RESERVED = 0xf8

export const SHORT_HEADER_BYTES = 2
export const LONG_HEADER_BYTES = 9

/** Takes frames as they pass, piece by piece. A fault ends the stream. */
export interface FrameSink {
  /** A header has passed, whole within `chunk`, from `headerAt` to `bodyAt`. */
  header(
    chunk: Buffer,
    headerAt: number,
    bodyAt: number,
    flags: number,
    length: number,
  ): Fault | undefined
  /** A piece of the frame's body; `left` bytes of it are still to come. Once for an empty body. */
  body(chunk: Buffer, from: number, to: number, left: number): Fault | undefined
  /** Nothing more is in the chunk; what lies from `end` on comes again at the head of the next. */
  chunkEnded(chunk: Buffer, end: number): void
}

/**
 * Cuts one direction of a ZMTP 3.x connection, past the greeting, into frames (RFC 37), whatever
 * the chunks. Copies no bodies, and holds at most a header's bytes, or a chunk. Never throws.
 */
export class FrameDecoder {
  readonly #sink: FrameSink
  /** What was not taken of the chunk before: the beginning of a header, or all that a hold left. */
  #carry: Buffer | undefined
  #isHeld = false
  /** Bytes of the current frame's body that have not passed yet. */
  #left = 0

  constructor(sink: FrameSink) {
    this.#sink = sink
  }

  /** Whether the next byte begins a frame. */
  get isBetweenFrames(): boolean {
    return this.#left === 0 && this.#carry === undefined
  }

  /** Takes nothing more, from the end of the frame that passes now. Push nothing until `resume`. */
  hold(): void {
    this.#isHeld = true
  }

  /** Goes on with what was left. */
  resume(): Fault | undefined {
    this.#isHeld = false
    const left = this.#carry
    this.#carry = undefined
    return left === undefined ? undefined : this.push(left)
  }

  push(pushed: Buffer): Fault | undefined {
    const chunk = this.#carry === undefined ? pushed : Buffer.concat([this.#carry, pushed])
    this.#carry = undefined
    const sink = this.#sink
    const end = chunk.length
    let at = 0
    while (at < end) {
      if (this.#left > 0) {
        const to = Math.min(end, at + this.#left)
        this.#left -= to - at
        const wrong = sink.body(chunk, at, to, this.#left)
        if (wrong !== undefined) return wrong
        at = to
        continue
      }
      if (this.#isHeld) {
        this.#carry = chunk.subarray(at)
        break
      }
      const flags = chunk[at] ?? 0
      const isLong = (flags & FLAG_LONG) !== 0
      const bodyAt = at + (isLong ? LONG_HEADER_BYTES : SHORT_HEADER_BYTES)
      if (bodyAt > end) {
        // A copy: who reads may use its buffer again.
        this.#carry = Buffer.from(chunk.subarray(at))
        break
      }
      if ((flags & FLAGS_RESERVED) !== 0 || (flags & FLAG_COMMAND && flags & FLAG_MORE)) {
        return fault("malformed", `a frame cannot have the flags 0x${flags.toString(16)}`)
      }
      const length = isLong ? readLength(chunk, at + 1) : (chunk[at + 1] ?? 0)
      const wrong =
        sink.header(chunk, at, bodyAt, flags, length) ??
        (length === 0 ? sink.body(chunk, bodyAt, bodyAt, 0) : undefined)
      if (wrong !== undefined) return wrong
      this.#left = length
      at = bodyAt
    }
    sink.chunkEnded(chunk, at)
    return undefined
  }
}

/** A u64 as a number: what is beyond 2^53 is too large for any bound, exact or not. */
export function readLength(chunk: Buffer, at: number): number {
  return chunk.readUInt32BE(at) * 0x1_0000_0000 + chunk.readUInt32BE(at + 4)
}
