import type { Socket } from "node:net"

const LOOK_MS = 5000
/** Looks in a row at which nothing had moved: 15 s. */
const LOOKS = 3

/**
 * Finds peers that take nothing of what stands for them, and say nothing: stopped, or hung. No PING
 * reaches them, so no PONG is missed. Slow ones are not among them: Node counts what the system takes.
 */
export class Stall {
  readonly #socket: Socket
  #looks = 0
  #lookedAt = Number.NEGATIVE_INFINITY

  constructor(socket: Socket) {
    this.#socket = socket
    socket.on("data", () => {
      this.#looks = 0
    })
    socket.on("timeout", () => this.#look())
    socket.setTimeout(LOOK_MS)
  }

  get isFound(): boolean {
    return this.#looks >= LOOKS && this.#socket.writableLength > 0
  }

  /** Neither read from nor written to since the look before, unless that was longer ago. */
  #look(): void {
    const now = performance.now()
    // Something moved between, or this process was stopped itself.
    const isNext = now - this.#lookedAt < 1.5 * LOOK_MS
    this.#looks = isNext ? this.#looks + 1 : 1
    this.#lookedAt = now
    this.#socket.setTimeout(LOOK_MS)
  }
}
