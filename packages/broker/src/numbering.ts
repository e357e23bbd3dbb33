import { randomBytes } from "node:crypto"

const EPOCH_BYTES = 3
const COUNTER_BYTES = 5
/** Of a number, in front of a routing id. */
export const NUMBER_BYTES = EPOCH_BYTES + COUNTER_BYTES

/**
 * Numbers of envelopes on the wire: 8 bytes, big-endian, 3 of a random epoch and 5 of a counter, in
 * front of the client's routing id and in its frame, so that a worker sees as many frames as any
 * proxy gives it. The epoch keeps a late reply to an earlier run of the broker from being taken for
 * one of this run.
 */
export class Numbering {
  readonly #epoch: Buffer
  #counter = 0

  constructor(epoch: Buffer = randomBytes(EPOCH_BYTES)) {
    this.#epoch = epoch
  }

  /** Names the run, in hexadecimal. */
  get run(): string {
    return this.#epoch.toString("hex")
  }

  /** The next counter, from 1. */
  next(): number {
    this.#counter += 1
    return this.#counter
  }

  /** The frame of a routing id, numbered. */
  encode(counter: number, routingId: Buffer): Buffer {
    const frame = Buffer.allocUnsafe(NUMBER_BYTES + routingId.length)
    // Byte by byte: for so few a call takes longer.
    for (let at = 0; at < EPOCH_BYTES; at += 1) frame[at] = this.#epoch[at] ?? 0
    frame.writeUIntBE(counter, EPOCH_BYTES, COUNTER_BYTES)
    for (let at = 0; at < routingId.length; at += 1) frame[NUMBER_BYTES + at] = routingId[at] ?? 0
    return frame
  }

  /** The counter at the head of a frame, or undefined when it is no number of this run. */
  decode(frame: Buffer | undefined): number | undefined {
    if (frame === undefined || frame.length < NUMBER_BYTES) return undefined
    for (let at = 0; at < EPOCH_BYTES; at += 1) if (frame[at] !== this.#epoch[at]) return undefined
    const counter = frame.readUIntBE(EPOCH_BYTES, COUNTER_BYTES)
    return counter >= 1 && counter <= this.#counter ? counter : undefined
  }
}
