/** Bytes kept of all messages that are on their way through us: past it the first bytes alone are. */
const MAX_BYTES = 16 * 1024 * 1024

/** Room for what is looked at of long messages, of all connections together. */
export class SightingRoom {
  readonly bytesPerMessage: number
  #left = MAX_BYTES

  constructor(bytesPerMessage: number) {
    this.bytesPerMessage = bytesPerMessage
  }

  /** Takes so much, or gives it back below zero; false, and nothing is taken, when there is not so much. */
  take(bytes: number): boolean {
    if (bytes > this.#left) return false
    this.#left -= bytes
    return true
  }
}
