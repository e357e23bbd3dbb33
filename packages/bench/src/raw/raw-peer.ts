import { connect, type Socket } from "node:net"
import {
  Connection,
  type Message,
  type Outbox,
  type Outboxes,
  type ZmtpLimits,
} from "@zmqscope/zmtp"

const READ_BUFFER_BYTES = 65_536
const LIMITS: ZmtpLimits = { frameBytes: 2 ** 28, messageBytes: 2 ** 28, framesPerMessage: 64 }

/** One buffer for the reads of all peers spares an allocation of 64 KiB for each. */
let readBuffer = Buffer.allocUnsafeSlow(READ_BUFFER_BYTES)

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

  /** @param onMessage may keep nothing of the message: it lies in a buffer that is read into again */
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
      onread: { buffer: () => readBuffer, callback: (bytes, chunk) => this.#read(bytes, chunk) },
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

  close(): void {
    this.#isClosed = true
    this.#socket.destroy()
  }

  #read(bytes: number, buffer: Uint8Array): boolean {
    const chunk = Buffer.from(buffer.buffer, buffer.byteOffset, bytes)
    const wrong = this.#connection.push(chunk)
    if (wrong !== undefined) throw new Error(`a peer spoke wrongly: ${wrong.detail}`)
    this.#outbox.flush()
    // What somebody still holds a piece of is not read into again.
    if (!this.#connection.isBetweenMessages || this.#socket.writableLength > 0) {
      readBuffer = Buffer.allocUnsafeSlow(READ_BUFFER_BYTES)
    }
    return true
  }
}
