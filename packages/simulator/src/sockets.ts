import { type Context, Dealer, Reply, Request } from "zeromq"
import { isErrno } from "./errno.js"
import type { RequestSocket } from "./lazy-pirate.js"
import { createMonitored } from "./monitored-socket.js"

export interface ConnectOptions {
  readonly context: Context
  /** `tcp://host:port`. */
  readonly endpoint: string
  /** By which the broker knows that the socket is simulated; none is announced when left out. */
  readonly token: string | undefined
  /** Told whenever the connection is made (after the handshake) or lost. */
  readonly onConnection: (connected: boolean) => void
}

/** ZMQ_METADATA: application properties of the READY command, one at a time (libzmq zmq.h). */
const ZMQ_METADATA = 95

class AnnouncedReply extends Reply {
  constructor({ context, endpoint, token }: ConnectOptions, name: string, weight: number) {
    super({ context, linger: 0, ipv6: isIPv6(endpoint) })
    this.setStringOption(ZMQ_METADATA, `X-Name:${name}`)
    if (weight !== 1) this.setStringOption(ZMQ_METADATA, `X-Weight:${Number(weight.toFixed(3))}`)
    if (token !== undefined) this.setStringOption(ZMQ_METADATA, tokenProperty(token))
  }
}

class AnnouncedRequest extends Request {
  constructor({ context, endpoint, token }: ConnectOptions, routingId: string) {
    super({ context, linger: 0, routingId, ipv6: isIPv6(endpoint) })
    if (token !== undefined) this.setStringOption(ZMQ_METADATA, tokenProperty(token))
  }
}

class AnnouncedDealer extends Dealer {
  constructor({ context, endpoint, token }: ConnectOptions, routingId: string) {
    super({ context, linger: 0, routingId, ipv6: isIPv6(endpoint) })
    if (token !== undefined) this.setStringOption(ZMQ_METADATA, tokenProperty(token))
  }
}

/** `tcp://[::1]:5559`: libzmq takes no such address unless it is told to. */
function isIPv6(endpoint: string): boolean {
  return endpoint.includes("[")
}

function tokenProperty(token: string): string {
  return `X-Zmqscope-Token:${token}`
}

/** A REQ with a routing id. */
export class ClientSocket implements RequestSocket {
  readonly #socket: AnnouncedRequest

  constructor(routingId: string, options: ConnectOptions) {
    const create = () => new AnnouncedRequest(options, routingId)
    this.#socket = createMonitored(create, options.onConnection)
    this.#socket.connect(options.endpoint)
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

/**
 * A DEALER with a routing id, whose requests carry a request id of 4 bytes before the empty delimiter,
 * as ZMQ_REQ_CORRELATE has REQ do: replies come in any order, and nothing else tells them apart.
 */
export class OpenSocket {
  readonly #socket: AnnouncedDealer

  constructor(routingId: string, options: ConnectOptions) {
    const create = () => new AnnouncedDealer(options, routingId)
    this.#socket = createMonitored(create, options.onConnection)
    this.#socket.connect(options.endpoint)
  }

  get isClosed(): boolean {
    return this.#socket.closed
  }

  async send(number: number, body: Uint8Array): Promise<void> {
    if (this.#socket.closed) return
    const requestId = Buffer.alloc(4)
    requestId.writeUInt32BE(number % 2 ** 32)
    await unlessClosed(this.#socket, this.#socket.send([requestId, "", body]))
  }

  /** The number of the next request that is replied to; undefined once the socket is closed. */
  async receive(): Promise<number | undefined> {
    for (;;) {
      if (this.#socket.closed) return undefined
      const frames = await unlessClosed(this.#socket, this.#socket.receive())
      if (frames === undefined) return undefined
      const [requestId] = frames
      // Whatever else somebody's worker sends is no reply of ours.
      if (requestId?.length === 4) return requestId.readUInt32BE()
    }
  }

  close(): void {
    this.#socket.close()
  }
}

/** A REP that tells the broker its name. */
export class WorkerSocket {
  readonly #socket: AnnouncedReply

  constructor(name: string, weight: number, options: ConnectOptions) {
    const create = () => new AnnouncedReply(options, name, weight)
    this.#socket = createMonitored(create, options.onConnection)
    this.#socket.connect(options.endpoint)
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
  socket: Request | Reply | Dealer,
  operation: Promise<T>,
): Promise<T | undefined> {
  try {
    return await operation
  } catch (error) {
    if (socket.closed) return undefined
    throw error
  }
}
