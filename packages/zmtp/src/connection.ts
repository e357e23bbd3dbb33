import {
  encodeError,
  encodePong,
  encodeReady,
  PING,
  type Properties,
  readCommand,
} from "./commands.js"
import { type Fault, fault } from "./fault.js"
import { GREETING, type Version } from "./greeting.js"
import { MAX_ROUTING_ID_BYTES, type ZmtpLimits } from "./limits.js"
import type { Message } from "./message.js"
import { MessageAssembler } from "./message-assembler.js"
import { PeerDecoder } from "./peer-decoder.js"
import { canTalk, type SocketType } from "./socket-types.js"

/** Where a connection writes: a TCP socket, say. What it reads is pushed to it. */
export interface ByteSink {
  write(bytes: Buffer): void
  /** Bytes that were written and that the system has not taken yet. */
  readonly unsentBytes: number
}

/** A peer as its handshake told of it. */
export interface Peer {
  readonly socketType: string
  /** Empty when it announced none. */
  readonly routingId: Buffer
  readonly properties: Properties
  readonly version: Version
}

export interface ConnectionEvents {
  /** The handshake is through: messages may go both ways. */
  ready(peer: Peer): void
  message(message: Message): void
}

export interface ConnectionOptions {
  readonly socketType: SocketType
  /** Announced to the peer; none unless given. */
  readonly routingId?: Buffer
  /** Announced beside socket type and routing id, `X-Name` for one. */
  readonly properties?: readonly (readonly [name: string, value: Buffer])[]
  readonly limits: ZmtpLimits
}

/** While more stands unsent no PONG is added, for a peer that sends PINGs and reads nothing. */
const MAX_UNSENT_BEFORE_PONG_BYTES = 65_536

const NO_ROUTING_ID = Buffer.alloc(0)

/**
 * One end of a ZMTP 3.1 connection with mechanism NULL (RFC 37), accepted or made: both do the same.
 * It needs no socket: bytes read are pushed to it, bytes to write go to its sink. It never throws;
 * what the peer does wrong comes back from `push` as a fault, the peer has been told by then, and
 * nothing more is taken.
 */
export class Connection {
  readonly #options: ConnectionOptions
  readonly #sink: ByteSink
  readonly #events: ConnectionEvents
  readonly #assembler: MessageAssembler
  readonly #decoder: PeerDecoder
  #peer: Peer | undefined
  #isRefused = false

  constructor(options: ConnectionOptions, sink: ByteSink, events: ConnectionEvents) {
    this.#options = options
    this.#sink = sink
    this.#events = events
    this.#assembler = new MessageAssembler(options.limits, {
      message: (message) => events.message(message),
      command: (body) => this.#command(body),
    })
    this.#decoder = new PeerDecoder(this.#assembler, () => this.#sink.write(this.#ready()))
  }

  /** Undefined until the handshake is through. */
  get peer(): Peer | undefined {
    return this.#peer
  }

  /** Bytes held for a message that is not whole yet. */
  get heldBytes(): number {
    return this.#assembler.heldBytes
  }

  /** Whether the peer answers PING: ZMTP 3.0 (RFC 23) knows none. */
  get hasHeartbeats(): boolean {
    return this.#decoder.version.minor >= 1
  }

  /** Sends the greeting. */
  open(): void {
    this.#sink.write(GREETING)
  }

  push(chunk: Buffer): Fault | undefined {
    return this.#answered(this.#decoder.push(chunk))
  }

  /** Gives no more messages, from this one on. Push nothing until `resume`. */
  hold(): void {
    this.#decoder.hold()
  }

  /** Goes on with what was pushed and held. */
  resume(): Fault | undefined {
    return this.#answered(this.#decoder.resume())
  }

  ping(): void {
    this.#sink.write(PING)
  }

  #answered(wrong: Fault | undefined): Fault | undefined {
    if (wrong?.code !== "socket-type" || this.#isRefused) return wrong
    this.#isRefused = true
    this.#sink.write(encodeError(wrong.detail))
    return wrong
  }

  #ready(): Buffer {
    const { socketType, routingId = NO_ROUTING_ID, properties = [] } = this.#options
    return encodeReady([
      ["Socket-Type", Buffer.from(socketType)],
      ["Identity", routingId],
      ...properties,
    ])
  }

  #command(body: Buffer): Fault | undefined {
    const command = readCommand(body)
    if ("code" in command) return command
    switch (command.name) {
      case "READY":
        return this.#peer === undefined
          ? this.#meet(command.properties)
          : fault("malformed", "a second READY")
      case "PING":
        if (this.#peer === undefined) return notReady
        // What stands is a sign of life itself, once it is read.
        if (this.#sink.unsentBytes <= MAX_UNSENT_BEFORE_PONG_BYTES) {
          this.#sink.write(encodePong(command.context))
        }
        return undefined
      case "ERROR":
        return fault("handshake", `it said: ${command.reason}`)
      case "PONG":
      case "OTHER":
        return this.#peer === undefined ? notReady : undefined
      default:
        return command satisfies never
    }
  }

  #meet(properties: Properties): Fault | undefined {
    const socketType = properties.get("socket-type")?.toString("latin1") ?? ""
    const routingId = properties.get("identity") ?? NO_ROUTING_ID
    if (!canTalk(this.#options.socketType, socketType)) {
      return fault("socket-type", `a ${socketType || "nameless"} socket`)
    }
    if (routingId.length > MAX_ROUTING_ID_BYTES) {
      return fault("malformed", `a routing id of ${routingId.length} bytes`)
    }
    this.#peer = { socketType, routingId, properties, version: this.#decoder.version }
    this.#assembler.isOpen = true
    this.#events.ready(this.#peer)
    return undefined
  }
}

const notReady = fault("handshake", "it sent something else before its READY")
