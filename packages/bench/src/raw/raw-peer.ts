import { connect, type Socket } from "node:net"
import {
  Connection,
  type Message,
  type Outbox,
  type Outboxes,
  readsInto,
  type ZmtpLimits,
} from "@zmqscope/zmtp"

const LIMITS: ZmtpLimits = { frameBytes: 2 ** 28, messageBytes: 2 ** 28, framesPerMessage: 64 }

/**
 * A REQ or a REP on a TCP socket of its own that speaks ZMTP and nothing else: no queues, no threads.
 * A load that costs less than whom it loads. What goes wrong throws: it ends the measurement.
 */
export class RawPeer {
  /** Resolves when the handshake is through. */
  readonly ready: Promise<void>
  readonly #socket: Socket
  readonly #outbox: Outbox
  readonly #connection: Connection
  #isClosed = false

  constructor(
    endpoint: string,
    socketType: "REQ" | "REP",
    outboxes: Outboxes,
    onMessage: (message: Message) => void,
  ) {
    const { hostname, port } = new URL(endpoint)
    this.#socket = connect({
      host: hostname,
      port: Number(port),
      noDelay: true,
      onread: readsInto((chunk) => this.#read(chunk)),
    })
    this.#outbox = outboxes.of(this.#socket)
    let onReady = () => {}
    this.ready = new Promise((resolve) => {
      onReady = resolve
    })
    this.#connection = new Connection({ socketType, limits: LIMITS }, this.#outbox, {
      ready: () => onReady(),
      message: onMessage,
    })
    this.#socket.on("connect", () => this.#connection.open())
    this.#socket.on("error", (error) => {
      if (!this.#isClosed) throw error
    })
    this.#socket.on("close", () => {
      if (!this.#isClosed) throw new Error(`${endpoint} closed the connection of a ${socketType}`)
    })
  }

  /** Gathered until what was read has been worked on, or for the turn of the event loop. */
  send(parts: readonly Buffer[]): void {
    for (const part of parts) this.#outbox.write(part)
  }

  /** Says that no more comes; resolves once the other side has ended it, too. */
  async leave(): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    const closed = new Promise((resolve) => this.#socket.once("close", resolve))
    this.#socket.end()
    await closed
  }

  /** What a chunk leads to is written at once, together. */
  #read(chunk: Buffer): void {
    const wrong = this.#connection.push(chunk)
    if (wrong !== undefined) throw new Error(`a peer spoke wrongly: ${wrong.detail}`)
    this.#outbox.flush()
  }
}
