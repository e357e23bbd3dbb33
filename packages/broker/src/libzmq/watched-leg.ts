import { connect, type Socket } from "node:net"
import {
  encodePong,
  type Fault,
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
  /** A request began to pass to the worker; `head` is its first frame when that has 8 bytes. */
  dealt(head: Buffer | undefined): void
  /** A PING of the DEALER's has passed. */
  pinged(): void
  /** A reply has passed, whole; `bodyBytes` is -1 when it had no delimiter. */
  replied(head: Buffer | undefined, bodyBytes: number): void
  /**
   * The connection has ended, with a fault when it was cut for one. Replies that passed before are
   * still on their way to the DEALER.
   */
  closed(fault: Fault | undefined): void
}

/** Where a DEALER is bound, as `net.connect` takes it. */
export type DealerAddress =
  | { readonly path: string }
  | { readonly host: string; readonly port: number }

const PONG = encodePong(Buffer.alloc(0))
const READ_BUFFER_BYTES = 65_536

/**
 * The broker's end of one worker's connection where libzmq deals: the TCP socket, its way to the DEALER,
 * and a watcher on each direction. Bytes pass unchanged, with back-pressure both ways. A stream that
 * cannot be followed is cut: libzmq would deal to a worker that nobody sees.
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
  readonly #fromWorker: Watcher
  readonly #fromDealer: Watcher
  #readBuffer = Buffer.allocUnsafeSlow(READ_BUFFER_BYTES)
  #arrival: Arrival | undefined
  #isDealerReady = false
  #isClosed = false
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
    this.#fromWorker = new Watcher(limits, {
      ready: (properties, version) => this.#workerReady(properties, version),
      pinged: () => {},
      messageStarted: () => {},
      messagePassed: (head, bodyBytes) => this.#events.replied(head, bodyBytes),
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
      messageStarted: (head) => {
        // The DEALER's side outlives the connection until all is written; nobody gets what it still says.
        if (!this.#isClosed) this.#events.dealt(head)
      },
      messagePassed: () => {},
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

  /** Whether the worker takes nothing of what stands for it, and says nothing. */
  get isStalled(): boolean {
    return this.#stall.isFound
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
      if (fault !== undefined) {
        this.#fault ??= fault
        this.destroy()
        return
      }
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
    if (isOld && this.#fromWorker.isBetweenFrames) this.#toDealer.write(PONG)
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
