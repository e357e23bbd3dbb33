import { connect, type Socket } from "node:net"
import { ZmtpObserver } from "./zmtp-observer.js"

/** ZeroMQ sockets that a DEALER deals to (RFC 28). Others are refused by libzmq in the handshake. */
const WORKER_SOCKET_TYPES: ReadonlySet<string> = new Set(["REP", "DEALER", "ROUTER"])

export interface LegEvents {
  /** The handshake is through: it is a worker now. */
  joined(worker: { readonly name: string; readonly socketType: string }): void
  /** A request began to pass to the worker; `head` is its first frame when that has 8 bytes. */
  dealt(head: Buffer | undefined): void
  /** A reply has passed, whole. */
  replied(head: Buffer | undefined, bodyBytes: number): void
  /** The connection has ended. Replies that passed before are still on their way to the DEALER. */
  closed(): void
}

/**
 * The broker's end of one worker's connection: the TCP socket, its way to a DEALER, and an observer
 * on each direction. Bytes pass unchanged, with back-pressure both ways.
 */
export class Leg {
  /** Remote address, `host:port`. */
  readonly address: string
  readonly #connection: Socket
  readonly #toDealer: Socket
  readonly #events: LegEvents
  #workerType: string | undefined
  #name: string | undefined
  #isDealerReady = false
  #isClosed = false

  /** @param dealerPath unix socket, or `host:port` of loopback, that the DEALER is bound to */
  constructor(connection: Socket, dealerPath: DealerAddress, events: LegEvents) {
    this.#connection = connection
    this.#events = events
    this.address = `${connection.remoteAddress}:${connection.remotePort}`
    this.#toDealer = connect(dealerPath)
    this.#join()
  }

  /** Cuts the connection at once. */
  destroy(): void {
    this.#connection.destroy()
    this.#toDealer.destroy()
  }

  #join(): void {
    const fromWorker = new ZmtpObserver({
      ready: (properties) => this.#workerReady(properties),
      messageStarted: () => {},
      messagePassed: (head, bodyBytes) => this.#events.replied(head, bodyBytes),
    })
    const fromDealer = new ZmtpObserver({
      ready: () => {
        this.#isDealerReady = true
        this.#joinWhenReady()
      },
      messageStarted: (head) => this.#events.dealt(head),
      messagePassed: () => {},
    })
    forward(this.#connection, this.#toDealer, fromWorker)
    forward(this.#toDealer, this.#connection, fromDealer)
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

  #workerReady(properties: ReadonlyMap<string, string>): void {
    const socketType = properties.get("socket-type") ?? ""
    if (!WORKER_SOCKET_TYPES.has(socketType)) return
    this.#workerType = socketType
    this.#name = properties.get("x-name")
    this.#joinWhenReady()
  }

  #joinWhenReady(): void {
    if (this.#workerType === undefined || !this.#isDealerReady) return
    const port = this.#connection.remotePort ?? 0
    const name = this.#name || `${this.#workerType.toLowerCase()}-${port}`
    this.#events.joined({ name, socketType: this.#workerType })
  }

  #close(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#events.closed()
  }
}

/** Where a DEALER is bound, as `net.connect` takes it. */
export type DealerAddress =
  | { readonly path: string }
  | { readonly host: string; readonly port: number }

/** Passes bytes on as they come, past an observer, and holds the source back while the target is full. */
function forward(source: Socket, target: Socket, observer: ZmtpObserver): void {
  source.on("data", (chunk: Buffer) => {
    observer.push(chunk)
    if (!target.write(chunk)) source.pause()
  })
  target.on("drain", () => source.resume())
}
