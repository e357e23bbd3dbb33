import { randomBytes } from "node:crypto"
import { capability, Router } from "zeromq"
import { HANDSHAKE } from "./heartbeat.js"

/** libzmq options that zeromq.js does not name (zmq.h and zmq_draft.h). */
const ZMQ_ROUTER_NOTIFY = 97
const ZMQ_NOTIFY_CONNECT = 1
const ZMQ_DISCONNECT_MSG = 111

/**
 * Requests of one client that libzmq reads ahead of us: what may stand there beside all that the
 * broker's own bounds allow, and enough that a client which pipelines does not wait for us.
 */
const READ_AHEAD = 16

/**
 * Finds clients whose machine is gone. Not by ZMTP heartbeats: while a client is held back libzmq
 * reads nothing of it, its answers neither, and would cut it for being silent (docs/decisions/0010).
 */
const KEEP_ALIVE = {
  tcpKeepalive: 1,
  tcpKeepaliveIdle: 10,
  tcpKeepaliveInterval: 2,
  tcpKeepaliveCount: 5,
} as const

/** How long a reply may wait for room towards its client: not at all. */
const SEND_NOW = 0

export interface FrontOptions {
  readonly host: string
  readonly messageBytes: number
}

/** Sets options that zeromq.js keeps protected. Its sockets are sealed: no fields here. */
class AnnouncingRouter extends Router {
  announce(farewell: Buffer): void {
    this.setInt32Option(ZMQ_ROUTER_NOTIFY, ZMQ_NOTIFY_CONNECT)
    this.setStringOption(ZMQ_DISCONNECT_MSG, farewell)
  }
}

/**
 * The ROUTER. Clients announce themselves: ROUTER_NOTIFY reports `[routing id, empty]` when one
 * joins. For the leaving, it would report the same two frames, which a DEALER client can also send;
 * ZMQ_DISCONNECT_MSG reports a message of our own instead, a random one that nobody can guess.
 */
export class Front {
  /** Whether joining and leaving is reported: both options are draft. */
  readonly notifies = capability.draft === true
  readonly #farewell = randomBytes(16)
  readonly #router: AnnouncingRouter

  constructor(options: FrontOptions) {
    this.#router = new AnnouncingRouter({
      ...HANDSHAKE,
      ...KEEP_ALIVE,
      mandatory: true,
      sendTimeout: SEND_NOW,
      linger: 0,
      receiveHighWaterMark: READ_AHEAD,
      // libzmq refuses peers older than ZMTP 3, and so all that is not ZMTP, where a ZAP domain is set.
      zapDomain: "zmqscope",
      maxMessageSize: options.messageBytes,
      ipv6: options.host.includes(":"),
    })
    if (this.notifies) this.#router.announce(this.#farewell)
  }

  get closed(): boolean {
    return this.#router.closed
  }

  /** `tcp://host:port` as bound. */
  get endpoint(): string {
    return this.#router.lastEndpoint ?? ""
  }

  bind(endpoint: string): Promise<void> {
    return this.#router.bind(endpoint)
  }

  receive(): Promise<Buffer[]> {
    return this.#router.receive()
  }

  /** Rejects at once when the client is gone (EHOSTUNREACH) or does not read (EAGAIN). */
  send(frames: Buffer[]): Promise<void> {
    return this.#router.send(frames)
  }

  close(): void {
    this.#router.close()
  }

  /** Whether these frames report that a client has left. */
  isFarewell(frames: readonly Buffer[]): boolean {
    return frames.length === 2 && frames[1]?.equals(this.#farewell) === true
  }
}

/** Index of the empty delimiter, or -1 when the message is no request: none, or nothing behind it. */
export function findDelimiter(frames: readonly Buffer[]): number {
  const index = frames.findIndex((frame, position) => position > 0 && frame.length === 0)
  return index === frames.length - 1 ? -1 : index
}

/** Body bytes behind the delimiter. */
export function bodyBytesOf(frames: readonly Buffer[], delimiter: number): number {
  let bytes = 0
  for (let index = delimiter + 1; index < frames.length; index += 1) {
    bytes += frames[index]?.length ?? 0
  }
  return bytes
}
