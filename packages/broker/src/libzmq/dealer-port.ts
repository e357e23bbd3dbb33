import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Dealer } from "zeromq"
import { HANDSHAKE, HEARTBEAT } from "./heartbeat.js"
import { ReadingTurn } from "./reading-turn.js"
import type { DealerAddress } from "./watched-leg.js"

/**
 * A place for private endpoints that only this process's legs connect to: unix sockets in a fresh
 * directory that nobody else may enter (0700), loopback TCP where there are none.
 */
export class PrivateEndpoints {
  readonly #directory =
    process.platform === "win32" ? undefined : mkdtempSync(join(tmpdir(), "zmqscope-"))
  #next = 0

  constructor() {
    process.on("exit", this.#removeNow)
  }

  next(): string {
    this.#next += 1
    if (this.#directory === undefined) return "tcp://127.0.0.1:*"
    return `ipc://${join(this.#directory, `dealer-${this.#next}`)}`
  }

  remove(): void {
    process.off("exit", this.#removeNow)
    this.#removeNow()
  }

  /** Sockets of a process that just ends are left in their directory, too. */
  readonly #removeNow = (): void => {
    if (this.#directory !== undefined) rmSync(this.#directory, { recursive: true, force: true })
  }
}

/**
 * A send never waits: zeromq.js loses the wake-up of a receive that waits beside it, and the reply
 * stays in the socket until the next send (docs/decisions/0011).
 */
const SEND_NOW = 0

/** A DEALER, bound, with a reader that hands on every reply. */
export class DealerPort {
  readonly address: DealerAddress
  readonly #dealer: Dealer
  /** zeromq.js is slow to tell whether a socket is closed. */
  #isClosed = false

  private constructor(dealer: Dealer, address: DealerAddress) {
    this.#dealer = dealer
    this.address = address
  }

  static async bind(endpoint: string, frameBytes: number): Promise<DealerPort> {
    const dealer = new Dealer({
      ...HANDSHAKE,
      ...HEARTBEAT,
      sendTimeout: SEND_NOW,
      linger: 0,
      zapDomain: "zmqscope",
      maxMessageSize: frameBytes,
    })
    await dealer.bind(endpoint)
    return new DealerPort(dealer, parseAddress(dealer.lastEndpoint ?? ""))
  }

  /**
   * Reads until it is closed, and gives others their turn of the event loop meanwhile.
   * @param onReply gets the frames of each message: `[number, routing id, ..., body]`
   */
  async read(onReply: (frames: Buffer[]) => void): Promise<void> {
    const turn = new ReadingTurn()
    while (!this.#isClosed) {
      if (turn.isOver()) await turn.next()
      let frames: Buffer[]
      try {
        frames = await this.#dealer.receive()
      } catch (error) {
        if (this.#isClosed) return
        throw error
      }
      onReply(frames)
    }
  }

  /** Resolves when a worker's pipe takes the message; rejects when none has room, or is there. */
  send(frames: Buffer[]): Promise<void> {
    return this.#dealer.send(frames)
  }

  close(): void {
    this.#isClosed = true
    this.#dealer.close()
  }
}

function parseAddress(endpoint: string): DealerAddress {
  if (endpoint.startsWith("ipc://")) return { path: endpoint.slice("ipc://".length) }
  const { hostname, port } = new URL(endpoint)
  return { host: hostname, port: Number(port) }
}
