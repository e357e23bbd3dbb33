import Denque from "denque"
import type { LiveEnvelope } from "./accounts.js"

/** Requests that wait for the dealing: first in, first out, bounded by count and by bytes. */
export class Waiting {
  readonly #maxCount: number
  readonly #maxBytes: number
  readonly #queue = new Denque<LiveEnvelope>()
  #bytes = 0
  #onRoom: (() => void) | undefined

  constructor(maxCount: number, maxBytes: number) {
    this.#maxCount = maxCount
    this.#maxBytes = maxBytes
  }

  get length(): number {
    return this.#queue.length
  }

  get isFull(): boolean {
    return this.#queue.length >= this.#maxCount || this.#bytes >= this.#maxBytes
  }

  push(envelope: LiveEnvelope): void {
    this.#queue.push(envelope)
    this.#bytes += messageBytesOf(envelope)
  }

  shift(): LiveEnvelope | undefined {
    const envelope = this.#queue.shift()
    if (envelope === undefined) return undefined
    this.#bytes -= messageBytesOf(envelope)
    if (!this.isFull) this.#onRoom?.()
    return envelope
  }

  /** Puts back at the head what was taken and could not be dealt. May exceed the bounds by it. */
  unshift(envelope: LiveEnvelope): void {
    this.#queue.unshift(envelope)
    this.#bytes += messageBytesOf(envelope)
  }

  /** Takes out all that `leaves` names; their order is kept. */
  remove(leaves: (envelope: LiveEnvelope) => boolean): LiveEnvelope[] {
    const removed: LiveEnvelope[] = []
    for (let count = this.#queue.length; count > 0; count -= 1) {
      const envelope = this.shift()
      if (envelope === undefined) break
      if (leaves(envelope)) removed.push(envelope)
      else this.push(envelope)
    }
    return removed
  }

  /** Resolves when there is room. One reader at a time. */
  async room(): Promise<void> {
    while (this.isFull) {
      await new Promise<void>((resolve) => {
        this.#onRoom = resolve
      })
      this.#onRoom = undefined
    }
  }
}

/** Of all its frames: what stands before the delimiter takes room as a body does. */
function messageBytesOf({ frames }: LiveEnvelope): number {
  let bytes = 0
  for (const frame of frames) bytes += frame.length
  return bytes
}
