import { connect, type Socket } from "node:net"
import { ZmtpObserver } from "./zmtp-observer.js"

/** ZeroMQ sockets that a DEALER deals to (RFC 28). Others are refused by libzmq in the handshake. */
const WORKER_SOCKET_TYPES: ReadonlySet<string> = new Set(["REP", "DEALER", "ROUTER"])

export interface LegEvents {
  /** The handshake is through: it is a worker now. */
  joined(worker: { readonly name: string; readonly socketType: string }): void
  /** A request began to pass to the worker; `head` is its first frame when that has 8 bytes. */
  dealt(head: Buffer | undefined): void
  /** A PING of the DEALER's has passed. */
  pinged(): void
  /** A reply has passed, whole. */
  replied(head: Buffer | undefined, bodyBytes: number): void
  /** The connection has ended. Replies that passed before are still on their way to the DEALER. */
  closed(): void
}

/** Where a DEALER is bound, as `net.connect` takes it. */
export type DealerAddress =
  | { readonly path: string }
  | { readonly host: string; readonly port: number }

const READ_BUFFER_BYTES = 65_536

/** Characters of a worker's name that are kept: as many as a routing id has bytes. */
const MAX_NAME_LENGTH = 255

/**
 * The broker's end of one worker's connection: the TCP socket, its way to a DEALER, and an observer
 * on each direction. Bytes pass unchanged, with back-pressure both ways.
 */
export class Leg {
  /** Remote address, `host:port`. */
  readonly address: string
  /** Resolves when the connection has ended. */
  readonly ended: Promise<void>
  #end: () => void = () => {}
  readonly #connection: Socket
  readonly #toDealer: Socket
  readonly #events: LegEvents
  readonly #fromWorker = new ZmtpObserver({
    ready: (properties) => this.#workerReady(properties),
    pinged: () => {},
    messageStarted: () => {},
    messagePassed: (head, bodyBytes) => this.#events.replied(head, bodyBytes),
  })
  readonly #fromDealer = new ZmtpObserver({
    ready: () => {
      this.#isDealerReady = true
      this.#joinWhenReady()
    },
    pinged: () => this.#events.pinged(),
    messageStarted: (head) => {
      // The DEALER's side outlives the connection until all is written; nobody gets what it still says.
      if (!this.#isClosed) this.#events.dealt(head)
    },
    messagePassed: () => {},
  })
  #readBuffer = Buffer.allocUnsafeSlow(READ_BUFFER_BYTES)
  #workerType: string | undefined
  #name: string | undefined
  #isDealerReady = false
  #isClosed = false

  constructor(connection: Socket, dealer: DealerAddress, events: LegEvents) {
    this.#connection = connection
    this.#events = events
    this.ended = new Promise((resolve) => {
      this.#end = resolve
    })
    this.address = `${connection.remoteAddress}:${connection.remotePort}`
    this.#toDealer = connect({
      ...dealer,
      // One buffer for all reads spares an allocation of 64 KiB for each.
      onread: {
        buffer: () => this.#readBuffer,
        callback: (bytes) => this.#passToWorker(bytes),
      },
    })
    this.#join()
  }

  /** Cuts the connection at once. */
  destroy(): void {
    this.#connection.destroy()
    this.#toDealer.destroy()
  }

  #join(): void {
    this.#connection.on("data", (chunk: Buffer) => {
      this.#fromWorker.push(chunk)
      if (!this.#toDealer.write(chunk)) this.#connection.pause()
    })
    this.#toDealer.on("drain", () => this.#connection.resume())
    this.#connection.on("drain", () => this.#toDealer.resume())
    this.#connection.on("close", () => {
      this.#close()
      // Replies that have passed the observer must still reach the DEALER.
      this.#toDealer.destroySoon()
    })
    this.#toDealer.on("close", () => {
      this.#close()
      this.#connection.destroy()
    })
    // A reset or refused connection is a normal end; 'close' follows.
    this.#connection.on("error", () => {})
    this.#toDealer.on("error", () => {})
  }

  /** False holds the DEALER's side back. */
  #passToWorker(bytes: number): boolean {
    const chunk = this.#readBuffer.subarray(0, bytes)
    this.#fromDealer.push(chunk)
    const hasRoom = this.#connection.write(chunk)
    // What the system did not take at once still lies in the buffer: read into another.
    if (this.#connection.writableLength > 0) {
      this.#readBuffer = Buffer.allocUnsafeSlow(READ_BUFFER_BYTES)
    }
    return hasRoom
  }

  #workerReady(properties: ReadonlyMap<string, string>): void {
    const socketType = properties.get("socket-type") ?? ""
    if (!WORKER_SOCKET_TYPES.has(socketType)) return
    this.#workerType = socketType
    this.#name = nameOf(properties.get("x-name"))
    this.#joinWhenReady()
  }

  #joinWhenReady(): void {
    if (this.#workerType === undefined || !this.#isDealerReady || this.#isClosed) return
    const port = this.#connection.remotePort ?? 0
    const name = this.#name || `${this.#workerType.toLowerCase()}-${port}`
    this.#events.joined({ name, socketType: this.#workerType })
  }

  #close(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#events.closed()
    this.#end()
  }
}

/** A name is shown, logged and told to the next broker: what is beyond reason is left out. */
function nameOf(property: string | undefined): string | undefined {
  return property && Array.from(property).slice(0, MAX_NAME_LENGTH).join("")
}
