import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Dealer } from "zeromq"
import { HANDSHAKE, HEARTBEAT } from "./heartbeat.js"
import type { DealerAddress } from "./leg.js"

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

  private constructor(dealer: Dealer, address: DealerAddress) {
    this.#dealer = dealer
    this.address = address
  }

  /**
   * @param onReply gets the frames of each message: `[number, routing id, ..., body]`
   * @param sendHighWaterMark messages that a worker's pipe holds; libzmq's 1,000 unless given, 0 for any
   */
  static async bind(
    endpoint: string,
    messageBytes: number,
    onReply: (frames: Buffer[]) => void,
    sendHighWaterMark?: number,
  ): Promise<DealerPort> {
    const dealer = new Dealer({
      ...HANDSHAKE,
      ...HEARTBEAT,
      ...(sendHighWaterMark === undefined ? {} : { sendHighWaterMark }),
      sendTimeout: SEND_NOW,
      linger: 0,
      zapDomain: "zmqscope",
      maxMessageSize: messageBytes,
    })
    await dealer.bind(endpoint)
    const port = new DealerPort(dealer, parseAddress(dealer.lastEndpoint ?? ""))
    void port.#read(onReply)
    return port
  }

  /** Resolves when a worker's pipe takes the message; rejects when none has room, or is there. */
  send(frames: Buffer[]): Promise<void> {
    return this.#dealer.send(frames)
  }

  close(): void {
    this.#dealer.close()
  }

  async #read(onReply: (frames: Buffer[]) => void): Promise<void> {
    while (!this.#dealer.closed) {
      let frames: Buffer[]
      try {
        frames = await this.#dealer.receive()
      } catch (error) {
        if (this.#dealer.closed) return
        throw error
      }
      onReply(frames)
    }
  }
}

function parseAddress(endpoint: string): DealerAddress {
  if (endpoint.startsWith("ipc://")) return { path: endpoint.slice("ipc://".length) }
  const { hostname, port } = new URL(endpoint)
  return { host: hostname, port: Number(port) }
}
