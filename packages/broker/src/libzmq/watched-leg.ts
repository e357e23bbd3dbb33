import { connect, type Socket } from "node:net"
import {
  encodePong,
  type Fault,
  Interceptor,
  type Message,
  type Properties,
  type Version,
  Watcher,
  type ZmtpLimits,
} from "@zmqscope/zmtp"
import type { Heard } from "../accounts.js"
import { monotonicUs } from "../clock.js"
import { Stall } from "../zmtp/stall.js"

/** ZeroMQ sockets that a DEALER deals to (RFC 28). Others are refused by libzmq in the handshake. */
const WORKER_SOCKET_TYPES: ReadonlySet<string> = new Set(["REP", "DEALER", "ROUTER"])

/** A worker as its READY told of it. */
export interface Arrival {
  readonly socketType: string
  readonly properties: Properties
  readonly version: Version
}

export interface WatchedLegEvents {
  /** The handshake is through: it is a worker now. */
  joined(arrival: Arrival): void
  /** A request began to pass to the worker; `head` is the first 8 bytes of its first frame. */
  dealt(head: Buffer | undefined): void
  /** A PING of the DEALER's has passed. */
  pinged(): void
  /** A message has come from the worker, whole. */
  replied(message: Message): void
  /** The connection has ended, with a fault when it was cut for one. */
  closed(fault: Fault | undefined): void
}

/** Where a DEALER is bound, as `net.connect` takes it. */
export type DealerAddress =
  | { readonly path: string }
  | { readonly host: string; readonly port: number }

const PONG = encodePong(Buffer.alloc(0))
const READ_BUFFER_BYTES = 65_536

/**
 * The broker's end of one worker's connection where libzmq deals: the TCP socket and its way to the
 * DEALER. What the DEALER says passes unchanged, watched, with back-pressure. Of what the worker says
 * the DEALER gets handshake and heartbeats, and its replies are taken here: no DEALER does anything
 * with them but to give them to whoever reads it. A stream that cannot be followed is cut: libzmq
 * would deal to a worker that nobody sees.
 */
export class WatchedLeg implements Heard {
  /** Remote address, `host:port`. */
  readonly address: string
  lastHeardAt = monotonicUs()
  /** Resolves when the connection has ended. */
  readonly ended: Promise<void>
  #end: () => void = () => {}
  readonly #connection: Socket
  readonly #stall: Stall
  readonly #toDealer: Socket
  readonly #events: WatchedLegEvents
  readonly #fromWorker: Interceptor
  readonly #fromDealer: Watcher
  #readBuffer = Buffer.allocUnsafeSlow(READ_BUFFER_BYTES)
  #arrival: Arrival | undefined
  #isDealerReady = false
  /** Since the tick before. */
  #hasReplied = false
  #isClosed = false
  #isGivenUp = false
  #fault: Fault | undefined

  constructor(
    connection: Socket,
    dealer: DealerAddress,
    limits: ZmtpLimits,
    events: WatchedLegEvents,
  ) {
    this.#connection = connection
    this.#stall = new Stall(connection)
    this.#events = events
    this.#fromWorker = new Interceptor(limits, {
      ready: (properties, version) => this.#workerReady(properties, version),
      message: (message) => {
        this.#hasReplied = true
        this.#events.replied(message)
      },
      passes: (bytes) => {
        if (!this.#toDealer.write(bytes)) this.#connection.pause()
      },
    })
    this.#fromDealer = new Watcher(limits, {
      ready: () => {
        this.#isDealerReady = true
        this.#joinWhenReady()
      },
      pinged: () => {
        this.#events.pinged()
        this.#answerForOldPeer()
      },
      messageStarted: (head) => this.#events.dealt(head),
    })
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

  /** Whether it was libzmq that ended the connection: its worker gave no sign of life. */
  get isGivenUp(): boolean {
    return this.#isGivenUp
  }

  /** Whether the worker takes nothing of what stands for it, and says nothing. */
  get isStalled(): boolean {
    return this.#stall.isFound
  }

  /**
   * Ten times a second: whoever replies lives, though it may be too busy to read a PING, and libzmq
   * gets to know of no reply.
   */
  tick(): void {
    if (!this.#hasReplied) return
    this.#hasReplied = false
    this.#toDealer.write(PONG)
  }

  /** Cuts the connection at once. */
  destroy(): void {
    this.#connection.destroy()
    this.#toDealer.destroy()
  }

  #join(): void {
    this.#connection.on("data", (chunk: Buffer) => {
      this.lastHeardAt = monotonicUs()
      const fault = this.#fromWorker.push(chunk)
      if (fault === undefined) return
      this.#fault ??= fault
      this.destroy()
    })
    this.#toDealer.on("drain", () => this.#connection.resume())
    this.#connection.on("drain", () => this.#toDealer.resume())
    this.#connection.on("close", () => {
      this.#close()
      this.#toDealer.destroy()
    })
    this.#toDealer.on("close", () => {
      this.#isGivenUp = !this.#connection.destroyed
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

  #workerReady(properties: Properties, version: Version): void {
    const socketType = properties.get("socket-type")?.toString("latin1") ?? ""
    if (!WORKER_SOCKET_TYPES.has(socketType)) {
      this.#fault = { code: "socket-type", detail: `a ${socketType || "nameless"} socket` }
      return
    }
    this.#arrival = { socketType, properties, version }
    this.#joinWhenReady()
  }

  /** ZMTP 3.0 (RFC 23) knows no PING, and libzmq sends it all the same: it would cut the worker. */
  #answerForOldPeer(): void {
    const isOld = this.#arrival !== undefined && this.#arrival.version.minor < 1
    if (isOld) this.#toDealer.write(PONG)
  }

  #joinWhenReady(): void {
    if (this.#arrival === undefined || !this.#isDealerReady || this.#isClosed) return
    this.#events.joined(this.#arrival)
  }

  #close(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#events.closed(this.#fault)
    this.#end()
  }
}
