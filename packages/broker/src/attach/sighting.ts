import { crc32 } from "node:zlib"
import type { FrameHeads } from "../frame-ring.js"
import type { SightingRoom } from "./sighting-room.js"

/** Frames whose beginnings are kept: no protocol has more of them before a body. */
const KEPT_FRAMES = 16
/** As many bytes as the longest routing id has, and one more. */
const HEAD_BYTES = 256
const FIRST_HEADS_BYTES = 256
/** Sightings that are kept for later: what comes in pieces at once, beyond that, makes new ones. */
const MAX_SPARE = 64
/** Frames up to this length are hashed byte by byte: for so few a call costs more. */
const FEW_BYTES = 64
/** Multipliers of FNV-1a (bytes) and of a polynomial over frames; any odd number would do. */
const BYTE_FACTOR = 16_777_619
const FRAME_FACTOR = 0x2c1b_3c6d
/** Powers of FRAME_FACTOR that are not worked out again: most messages have fewer frames. */
const POWERS = Int32Array.from({ length: 2 * KEPT_FRAMES }, (_, exponent) => power(exponent))

/**
 * What is remembered of one message as it passes, whatever its size: how many frames, the first
 * bytes of the first ones, and hashes by which it is known again. Used for one message after another.
 */
export class Sighting implements FrameHeads {
  frameCount = 0
  /** Of the first empty frame among those that are kept, or -1. */
  delimiter = -1
  /** Of the frames behind the delimiter; of all where there is none. */
  bodyBytes = 0
  /** Of the last frame. */
  lastHash = 0
  /** Of all frames. */
  sizeBytes = 0
  readonly #room: SightingRoom | undefined
  /** What was taken of the room. */
  #taken = 0
  readonly #lengths = new Float64Array(KEPT_FRAMES)
  readonly #starts = new Int32Array(KEPT_FRAMES)
  /** How much is kept of each. */
  readonly #kept = new Int32Array(KEPT_FRAMES)
  readonly #hashes = new Int32Array(KEPT_FRAMES)
  /** The hash of as many frames as the index says. */
  readonly #prefixes = new Int32Array(KEPT_FRAMES + 1)
  #heads = Buffer.allocUnsafeSlow(FIRST_HEADS_BYTES)
  #headsEnd = 0
  #hash = 0
  /** Of the frame that passes. */
  #length = 0
  #frameHash = 0
  #crc = 0
  #headLeft = 0

  /** @param room for more of long frames than their first bytes; without one those alone are kept */
  constructor(room?: SightingRoom) {
    this.#room = room
  }

  /** The next frame is the first of another message. */
  clear(): void {
    this.frameCount = 0
    this.delimiter = -1
    this.bodyBytes = 0
    this.#hash = 0
    this.#headsEnd = 0
    this.sizeBytes = 0
    if (this.#taken === 0) return
    this.#room?.take(-this.#taken)
    this.#taken = 0
    this.#heads = Buffer.allocUnsafeSlow(FIRST_HEADS_BYTES)
  }

  frame(lengthBytes: number): void {
    const index = this.frameCount
    this.frameCount += 1
    this.sizeBytes += lengthBytes
    this.#length = lengthBytes
    this.#frameHash = lengthBytes | 0
    this.#crc = 0
    this.#headLeft = 0
    if (index < KEPT_FRAMES) {
      this.#lengths[index] = lengthBytes
      this.#starts[index] = this.#headsEnd
      this.#headLeft = this.#keptOf(lengthBytes)
      this.#kept[index] = this.#headLeft
      this.#grow(this.#headsEnd + this.#headLeft)
      if (lengthBytes === 0 && this.delimiter < 0) {
        this.delimiter = index
        this.bodyBytes = 0
        return
      }
    }
    this.bodyBytes += lengthBytes
  }

  piece(chunk: Buffer, from: number, to: number, left: number): void {
    if (this.#headLeft > 0) this.#keepHead(chunk, from, Math.min(to, from + this.#headLeft))
    if (this.#length <= FEW_BYTES) {
      let hash = this.#frameHash
      for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ (chunk[at] ?? 0), BYTE_FACTOR)
      this.#frameHash = hash
    } else this.#crc = crc32(chunk.subarray(from, to), this.#crc)
    if (left === 0) this.#frameEnded()
  }

  /** A frame's bytes as text, one character a byte; undefined when it is too long for a routing id. */
  key(index: number): string | undefined {
    const length = this.#lengths[index] ?? 0
    if (index >= this.frameCount || index >= KEPT_FRAMES || length >= HEAD_BYTES) return undefined
    const start = this.#starts[index] ?? 0
    return this.#heads.toString("latin1", start, start + length)
  }

  /** Of one of the frames that are kept. */
  hashAt(index: number): number {
    return this.#hashes[index] ?? 0
  }

  /** Whether a frame is these bytes, as far as it is kept. */
  isAt(index: number, bytes: Buffer): boolean {
    const { length } = bytes
    if (index >= this.frameCount || index >= KEPT_FRAMES || this.#lengths[index] !== length) {
      return false
    }
    const start = this.#starts[index] ?? 0
    for (let at = 0; at < length; at += 1) if (this.#heads[start + at] !== bytes[at]) return false
    return true
  }

  /** Of all frames from one of those that are kept on. */
  hashFrom(index: number): number {
    const before = Math.imul(this.#prefixes[index] ?? 0, powerOf(this.frameCount - index))
    return (this.#hash - before) | 0
  }

  /** Of frames from one to another, which is not among them; both are kept ones. */
  hashBetween(from: number, to: number): number {
    const before = Math.imul(this.#prefixes[from] ?? 0, powerOf(to - from))
    return ((this.#prefixes[to] ?? 0) - before) | 0
  }

  /** The first empty frame from one on, among those that are kept; -1 without one. */
  delimiterFrom(index: number): number {
    const end = Math.min(this.frameCount, KEPT_FRAMES)
    for (let at = index; at < end; at += 1) if (this.#lengths[at] === 0) return at
    return -1
  }

  /**
   * Whether an empty frame stands at `delimiter`, and a body behind it: REQ and REP drop all else.
   * True as well where that is beyond the frames that are kept.
   */
  isReadable(delimiter: number): boolean {
    if (delimiter < 0) return this.frameCount > KEPT_FRAMES
    const isEmpty = delimiter >= KEPT_FRAMES || this.#lengths[delimiter] === 0
    return isEmpty && delimiter < this.frameCount - 1
  }

  lengthAt(index: number): number {
    return this.#lengths[index] ?? 0
  }

  copyHead(index: number, to: Buffer, at: number, maxBytes: number): number {
    const start = this.#starts[index] ?? 0
    const bytes = Math.min(this.#kept[index] ?? 0, maxBytes)
    if (bytes > FEW_BYTES) return this.#heads.copy(to, at, start, start + bytes)
    for (let byte = 0; byte < bytes; byte += 1) to[at + byte] = this.#heads[start + byte] ?? 0
    return bytes
  }

  /** The first bytes of a frame, and what there is room for beyond them. */
  #keptOf(lengthBytes: number): number {
    const first = Math.min(lengthBytes, HEAD_BYTES)
    const room = this.#room
    if (room === undefined || lengthBytes <= first) return first
    const more = Math.min(lengthBytes, room.bytesPerMessage - this.#taken) - first
    if (more <= 0 || !room.take(more)) return first
    this.#taken += more
    return first + more
  }

  #keepHead(chunk: Buffer, from: number, to: number): void {
    const bytes = to - from
    if (bytes <= FEW_BYTES) {
      for (let at = 0; at < bytes; at += 1) this.#heads[this.#headsEnd + at] = chunk[from + at] ?? 0
    } else chunk.copy(this.#heads, this.#headsEnd, from, to)
    this.#headsEnd += bytes
    this.#headLeft -= bytes
  }

  #frameEnded(): void {
    if (this.#length > FEW_BYTES)
      this.#frameHash = Math.imul(this.#frameHash ^ this.#crc, BYTE_FACTOR)
    this.lastHash = this.#frameHash
    // Not 0 for an empty frame: it must count.
    this.#hash = (Math.imul(this.#hash, FRAME_FACTOR) + this.#frameHash + 1) | 0
    if (this.frameCount > KEPT_FRAMES) return
    this.#hashes[this.frameCount - 1] = this.#frameHash
    this.#prefixes[this.frameCount] = this.#hash
  }

  #grow(bytes: number): void {
    if (bytes <= this.#heads.length) return
    const heads = Buffer.allocUnsafeSlow(bytes > 8 * HEAD_BYTES ? bytes : 2 * bytes)
    this.#heads.copy(heads, 0, 0, this.#headsEnd)
    this.#heads = heads
  }
}

/** Sightings that nobody needs now. Most messages come whole, so that one serves nearly all of them. */
export class Sightings {
  readonly #spare: Sighting[] = []
  readonly #room: SightingRoom

  constructor(room: SightingRoom) {
    this.#room = room
  }

  take(): Sighting {
    return this.#spare.pop() ?? new Sighting(this.#room)
  }

  /** It has been looked at. */
  give(seen: Sighting): void {
    seen.clear()
    if (this.#spare.length < MAX_SPARE) this.#spare.push(seen)
  }
}

function powerOf(exponent: number): number {
  return POWERS[exponent] ?? power(exponent)
}

/** FRAME_FACTOR to a whole power, of 32 bits. */
function power(exponent: number): number {
  let result = 1
  let factor = FRAME_FACTOR
  for (let left = exponent; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = Math.imul(result, factor)
    factor = Math.imul(factor, factor)
  }
  return result
}
