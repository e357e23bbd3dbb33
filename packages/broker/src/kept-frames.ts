import type { KeptFrames as Kept } from "@zmqscope/protocol"
import type { Message } from "@zmqscope/zmtp"
import {
  encodeFrames,
  type FrameHeads,
  FrameRing,
  type KeptMessage,
  NOT_KEPT,
} from "./frame-ring.js"
import { TokenBucket } from "./token-bucket.js"

/** First bytes kept of each frame, for long. */
const HEAD_BYTES = 256
const HEADS = { bytesPerFrame: HEAD_BYTES, bytesPerMessage: Number.POSITIVE_INFINITY }

export interface KeepingLimits {
  /** Envelopes whose first frame bytes are kept. */
  readonly keptEnvelopes: number
  /** Bytes kept of those in all. */
  readonly keptBytes: number
  /** Bytes kept of a message whose frames are longer than their first bytes; 0: no more than those. */
  readonly bodyBytes: number
  /** Bytes kept of those in all. */
  readonly bodiesBytes: number
}

/** In a second at most so much of the room for bodies is filled: to copy every large one costs a fifth of all round trips. */
const SHARE_PER_SECOND = 1 / 2

/** What an envelope's messages hold: bodies with it, as far as they are kept. */
export interface KeptBodies {
  readonly envelope: number
  readonly messages: readonly KeptMessage[]
}

/**
 * The frames of recent envelopes: the first bytes of each in one ring, and whole messages, up to a
 * size, in another, so that a few large ones do not push out what is kept of all others. Of a flood
 * of large ones some are kept whole, as many as a bound on bytes a second lets through, and of the
 * others the first bytes.
 */
export class KeptFrames {
  readonly #heads: FrameRing
  readonly #bodies: FrameRing | undefined
  readonly #bodyBytes: number
  readonly #flow: TokenBucket
  /**
   * Of the envelope whose number, modulo the count of slots, is the slot: its number, and where its
   * request and its reply start in either ring.
   */
  readonly #numbers: Float64Array
  readonly #requests: Places
  readonly #replies: Places
  /** The latest of them. */
  #latest = 0

  /** @param nowUs microseconds that pass */
  constructor(
    { keptEnvelopes, keptBytes, bodyBytes, bodiesBytes }: KeepingLimits,
    nowUs: () => number,
  ) {
    this.#numbers = new Float64Array(keptEnvelopes)
    this.#requests = placesFor(keptEnvelopes)
    this.#replies = placesFor(keptEnvelopes)
    this.#heads = new FrameRing(keptBytes, HEADS)
    const bodies = { bytesPerFrame: bodyBytes, bytesPerMessage: bodyBytes }
    this.#bodyBytes = bodyBytes
    this.#flow = new TokenBucket(bodiesBytes * SHARE_PER_SECOND, nowUs)
    this.#bodies = bodyBytes > HEAD_BYTES ? new FrameRing(bodiesBytes, bodies) : undefined
  }

  /** The latest envelope of which something was kept; 0 before the first. */
  get latest(): number {
    return this.#latest
  }

  /** As it lay at the ROUTER: with the routing id in front. */
  keepRequest(envelope: number, routingId: Buffer, message: Message | FrameHeads): void {
    const slot = envelope % this.#numbers.length
    this.#numbers[slot] = envelope
    this.#latest = envelope
    this.#keep(this.#requests, slot, message, routingId)
    this.#replies.heads[slot] = NOT_KEPT
    this.#replies.bodies[slot] = NOT_KEPT
  }

  /** @param reply with the routing id in front, unless that is given apart */
  keepReply(envelope: number, reply: Message | FrameHeads, routingId?: Buffer): void {
    const slot = envelope % this.#numbers.length
    if (this.#numbers[slot] === envelope) this.#keep(this.#replies, slot, reply, routingId)
  }

  /** Null when they are no longer kept. */
  get(envelope: number): Kept | null {
    const slot = envelope % this.#numbers.length
    if (this.#numbers[slot] !== envelope) return null
    const request = this.#read(this.#requests, slot)
    if (request === null) return null
    const reply = this.#read(this.#replies, slot)
    return {
      request: encodeFrames(request.frames),
      reply: reply === null ? null : encodeFrames(reply.frames),
      requestFrames: request.count,
      ...(reply === null ? {} : { replyFrames: reply.count }),
    }
  }

  /**
   * What is kept of an envelope, to be looked at before anything else is kept; null when nothing is.
   */
  look(envelope: number): KeptBodies | null {
    const slot = envelope % this.#numbers.length
    if (this.#numbers[slot] !== envelope) return null
    const request = this.#read(this.#requests, slot)
    if (request === null) return null
    const reply = this.#read(this.#replies, slot)
    return { envelope, messages: reply === null ? [request] : [request, reply] }
  }

  /** Envelopes before this one are not kept. */
  get oldest(): number {
    return Math.max(1, this.#latest - this.#numbers.length + 1)
  }

  #keep(places: Places, slot: number, message: Message | FrameHeads, routingId?: Buffer): void {
    places.heads[slot] = this.#heads.write(message, routingId)
    const isMore =
      this.#bodies !== undefined &&
      mayHoldMore(message) &&
      this.#flow.take(Math.min(message.sizeBytes, this.#bodyBytes))
    places.bodies[slot] = isMore ? this.#bodies.write(message, routingId) : NOT_KEPT
  }

  #read({ heads, bodies }: Places, slot: number): KeptMessage | null {
    return this.#bodies?.read(bodies[slot] ?? NOT_KEPT) ?? this.#heads.read(heads[slot] ?? NOT_KEPT)
  }
}

interface Places {
  readonly heads: Float64Array
  readonly bodies: Float64Array
}

function placesFor(envelopes: number): Places {
  return { heads: new Float64Array(envelopes), bodies: new Float64Array(envelopes).fill(NOT_KEPT) }
}

/** Whether there may be a frame of which more could be kept than its first bytes. */
function mayHoldMore({ sizeBytes }: Message | FrameHeads): boolean {
  return sizeBytes > HEAD_BYTES
}
