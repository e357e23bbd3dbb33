import Denque from "denque"
import type { LiveEnvelope } from "./accounts.js"

/** Requests that wait for the dealing: first in, first out. The ledger bounds them. */
export class Waiting {
  readonly #queue = new Denque<LiveEnvelope>()

  push(envelope: LiveEnvelope): void {
    this.#queue.push(envelope)
  }

  shift(): LiveEnvelope | undefined {
    return this.#queue.shift()
  }

  /** Puts back at the head what was taken and could not be dealt. */
  unshift(envelope: LiveEnvelope): void {
    this.#queue.unshift(envelope)
  }

  /** Takes out all that `leaves` names; their order is kept. */
  remove(leaves: (envelope: LiveEnvelope) => boolean): LiveEnvelope[] {
    const removed: LiveEnvelope[] = []
    for (let count = this.#queue.length; count > 0; count -= 1) {
      const envelope = this.#queue.shift()
      if (envelope === undefined) break
      if (leaves(envelope)) removed.push(envelope)
      else this.#queue.push(envelope)
    }
    return removed
  }
}
