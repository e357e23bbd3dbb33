import type { Socket } from "node:net"
import {
  Connection,
  type ConnectionOptions,
  type Fault,
  type Message,
  type Outbox,
  type Outboxes,
  type Peer,
} from "@zmqscope/zmtp"
import type { Heard } from "../accounts.js"
import { monotonicUs } from "../clock.js"
import type { Turns, TurnTaker } from "./turns.js"

/** How long what was said to a peer may take to go out before its connection ends all the same. */
const LAST_WORDS_MS = 1000

/** Messages of one peer between two looks at the clock. */
const MESSAGES_A_LOOK = 32

/** Why a leg is not read: no room for another request, or too much that is not whole. Each has its owner. */
export type HoldReason = "room" | "unfinished"

export interface LegEvents {
  /** The handshake is through. */
  ready(peer: Peer): void
  message(message: Message): void
  /** The connection has ended; with a fault when it was cut for one. */
  closed(fault: Fault | undefined): void
}

/** The broker's end of one peer's connection: a TCP socket, and the ZMTP that is spoken on it. */
export class Leg implements TurnTaker, Heard {
  /** Remote address, `host:port`. */
  readonly address: string
  lastHeardAt = monotonicUs()
  /** Resolves when the connection has ended, and its socket with it. */
  readonly ended: Promise<void>
  readonly #socket: Socket
  readonly #connection: Connection
  readonly #outbox: Outbox
  readonly #turns: Turns
  readonly #events: LegEvents
  readonly #holds = new Set<HoldReason>()
  #isQueued = false
  /** Nothing more is taken from the peer, nor said to it. */
  #isClosed = false
  #isSocketClosed = false
  #resolveEnded: () => void = () => {}
  #lastWords: NodeJS.Timeout | undefined
  /** A chunk that came when there was no time for it. */
  #pending: Buffer | undefined
  #messages = 0
  #hasSpoken = false
  #fault: Fault | undefined

  constructor(
    socket: Socket,
    options: ConnectionOptions,
    outboxes: Outboxes,
    turns: Turns,
    events: LegEvents,
  ) {
    this.#socket = socket
    this.#turns = turns
    this.#events = events
    this.#outbox = outboxes.of(socket)
    this.address = `${socket.remoteAddress}:${socket.remotePort}`
    this.#connection = new Connection(options, this.#outbox, {
      ready: (peer) => events.ready(peer),
      message: (message) => this.#message(message),
    })
    this.ended = new Promise((resolve) => {
      this.#resolveEnded = resolve
    })
    socket.once("close", () => {
      this.#isSocketClosed = true
      clearTimeout(this.#lastWords)
      // What it said before it left has its turn still, unless there is no room for it.
      if (!this.#isQueued || this.#isHeld) this.#end()
    })
    // A reset is a normal end; 'close' follows.
    socket.on("error", () => {})
    socket.on("data", (chunk: Buffer) => this.#read(chunk))
    this.#connection.open()
  }

  get peer(): Peer | undefined {
    return this.#connection.peer
  }

  get hasHeartbeats(): boolean {
    return this.#connection.hasHeartbeats
  }

  /** Bytes held of a message that has not come whole. */
  get unfinishedBytes(): number {
    return this.#connection.heldBytes
  }

  /** Bytes that the system has not taken yet. */
  get unsentBytes(): number {
    return this.#outbox.unsentBytes
  }

  send(parts: readonly Buffer[]): void {
    if (this.#isClosed) return
    for (const part of parts) this.#outbox.write(part)
  }

  ping(): void {
    if (!this.#isClosed) this.#connection.ping()
  }

  /** Whether anything has come since the last time this was asked, or may have: one that is held is not read. */
  hasSpoken(): boolean {
    const has = this.#hasSpoken || this.#isHeld
    this.#hasSpoken = false
    return has
  }

  /** Gives no more messages, from this one on, and leaves what comes to the system and to TCP. */
  hold(why: HoldReason): void {
    this.#holds.add(why)
    this.#connection.hold()
    this.#socket.pause()
  }

  /** Goes on, in a turn of its own. */
  release(why: HoldReason): void {
    if (this.#holds.delete(why) && !this.#isHeld) this.#queue()
  }

  /**
   * Ends the connection: it is closed for who listens, from now on. What was said to the peer still
   * goes out, if it takes it.
   */
  cut(fault?: Fault): void {
    if (this.#isClosed) return
    this.#fault = fault
    // Who has not taken what was sent before does not read: it would never be rid of.
    const isReading = this.#socket.writableLength === 0
    this.#outbox.flush()
    if (isReading) {
      this.#socket.destroySoon()
      this.#lastWords = setTimeout(() => this.#socket.destroy(), LAST_WORDS_MS)
    } else this.#socket.destroy()
    this.#end()
  }

  takeTurn(): void {
    this.#isQueued = false
    if (!this.#isClosed && !this.#isHeld) this.#goOn()
    if (this.#isSocketClosed && !this.#isQueued) this.#end()
  }

  #goOn(): void {
    this.#advance(this.#connection.resume())
    const pending = this.#pending
    if (pending === undefined || this.#isHeld || this.#isQueued || this.#isClosed) return
    this.#pending = undefined
    this.#advance(this.#connection.push(pending))
  }

  #read(chunk: Buffer): void {
    if (this.#isClosed) return
    this.#hasSpoken = true
    const now = performance.now()
    this.lastHeardAt = now * 1000
    if (!this.#isQueued && !this.#isHeld && this.#turns.hasTime(now)) {
      this.#advance(this.#connection.push(chunk))
      return
    }
    if (this.#pending === undefined) this.#pending = chunk
    else {
      // To pause costs system calls: not for who has sent but one chunk, as most have.
      this.#pending = Buffer.concat([this.#pending, chunk])
      this.#socket.pause()
    }
    if (!this.#isHeld) this.#queue()
  }

  #message(message: Message): void {
    this.#events.message(message)
    this.#messages += 1
    if (this.#messages % MESSAGES_A_LOOK !== 0 || this.#isHeld || this.#turns.hasTime()) return
    this.#connection.hold()
    this.#queue()
  }

  #advance(fault: Fault | undefined): void {
    if (fault !== undefined) this.cut(fault)
    else if (!this.#isHeld && !this.#isQueued && this.#socket.isPaused()) this.#socket.resume()
  }

  #end(): void {
    if (!this.#isClosed) {
      this.#isClosed = true
      this.#pending = undefined
      this.#events.closed(this.#fault)
    }
    if (this.#isSocketClosed) this.#resolveEnded()
  }

  get #isHeld(): boolean {
    return this.#holds.size > 0
  }

  #queue(): void {
    if (this.#isQueued) return
    this.#isQueued = true
    this.#turns.later(this)
  }
}
