import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Dealer } from "zeromq"
import { HANDSHAKE, HEARTBEAT } from "./heartbeat.js"
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

/** A send never waits: what no worker takes goes back to the queue (docs/decisions/0011). */
const SEND_NOW = 0

/** A DEALER, bound. It only deals: replies are taken on their way to it. */
export class DealerPort {
  readonly address: DealerAddress
  readonly #dealer: Dealer

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
   * Whether a worker's pipe would take a message. To ask lets libzmq take note of connections that
   * came and went: a send alone looks only now and then, and a request to one that went is lost.
   */
  get hasRoom(): boolean {
    return this.#dealer.writable
  }

  /** Resolves when a worker's pipe takes the message; rejects when none has room, or is there. */
  send(frames: Buffer[]): Promise<void> {
    return this.#dealer.send(frames)
  }

  close(): void {
    this.#dealer.close()
  }
}

function parseAddress(endpoint: string): DealerAddress {
  if (endpoint.startsWith("ipc://")) return { path: endpoint.slice("ipc://".length) }
  const { hostname, port } = new URL(endpoint)
  return { host: hostname, port: Number(port) }
}
