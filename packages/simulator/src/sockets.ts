import { type Context, Reply, Request } from "zeromq"
import { isErrno } from "./errno.js"
import type { RequestSocket } from "./lazy-pirate.js"
import { createMonitored } from "./monitored-socket.js"

export interface ConnectOptions {
  readonly context: Context
  /** `tcp://host:port`. */
  readonly endpoint: string
  /** Told whenever the connection is made (after the handshake) or lost. */
  readonly onConnection: (connected: boolean) => void
}

/** ZMQ_METADATA: application properties of the READY command (libzmq zmq.h). */
const ZMQ_METADATA = 95

class NamedReply extends Reply {
  constructor(context: Context, name: string) {
    super({ context, linger: 0 })
    this.setStringOption(ZMQ_METADATA, `X-Name:${name}`)
  }
}

/** A REQ with a routing id. */
export class ClientSocket implements RequestSocket {
  readonly #socket: Request

  constructor(routingId: string, { context, endpoint, onConnection }: ConnectOptions) {
    const create = () => new Request({ context, linger: 0, routingId })
    this.#socket = createMonitored(create, onConnection)
    this.#socket.connect(endpoint)
  }

  async send(body: Uint8Array): Promise<void> {
    await unlessClosed(this.#socket, this.#socket.send(body))
  }

  async receive(timeoutMs: number): Promise<boolean> {
    if (this.#socket.closed) return false
    this.#socket.receiveTimeout = timeoutMs
    try {
      await this.#socket.receive()
      return true
    } catch (error) {
      // On a timeout and on a close alike.
      if (isErrno(error, "EAGAIN")) return false
      throw error
    }
  }

  close(): void {
    this.#socket.close()
  }
}

/** A REP that tells the broker its name. */
export class WorkerSocket {
  readonly #socket: NamedReply

  constructor(name: string, { context, endpoint, onConnection }: ConnectOptions) {
    this.#socket = createMonitored(() => new NamedReply(context, name), onConnection)
    this.#socket.connect(endpoint)
  }

  /** Body frames; undefined once the socket is closed. */
  async receive(): Promise<readonly Uint8Array[] | undefined> {
    return unlessClosed(this.#socket, this.#socket.receive())
  }

  async send(body: Uint8Array): Promise<void> {
    if (!this.#socket.closed) await unlessClosed(this.#socket, this.#socket.send(body))
  }

  /** Sent replies get up to `lingerMs` to leave. */
  close(lingerMs: number): void {
    if (this.#socket.closed) return
    this.#socket.linger = lingerMs
    this.#socket.close()
  }
}

async function unlessClosed<T>(
  socket: Request | Reply,
  operation: Promise<T>,
): Promise<T | undefined> {
  try {
    return await operation
  } catch (error) {
    if (socket.closed) return undefined
    throw error
  }
}
