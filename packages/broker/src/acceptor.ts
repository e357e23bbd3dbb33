import { createServer, type Server, type Socket } from "node:net"
import { readThriftily } from "./accepted-socket.js"
import { endpointOf } from "./endpoint.js"

/** Finds peers whose machine is gone; whose process is gone, TCP tells. */
const KEEP_ALIVE_DELAY_MS = 10_000

export interface AcceptorOptions {
  readonly host: string
  readonly port: number
  readonly maxConnections: number
}

export interface AcceptorEvents {
  connected(connection: Socket): void
  /** One more than there may be came, and was cut. */
  overLimit(address: string): void
  /** The system did not let one in: it has no files left, for one. */
  failed(error: NodeJS.ErrnoException): void
}

/** A plain TCP server for peers. */
export class Acceptor {
  readonly #server: Server
  readonly #options: AcceptorOptions

  constructor(options: AcceptorOptions, events: AcceptorEvents) {
    this.#options = options
    this.#server = createServer(
      { noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_DELAY_MS },
      (accepted) => {
        const connection = readThriftily(accepted)
        // A connection may be reset before anybody listens to it.
        connection.on("error", () => {})
        events.connected(connection)
      },
    )
    this.#server.maxConnections = options.maxConnections
    this.#server.on("drop", (dropped) => {
      events.overLimit(
        dropped === undefined ? "" : `${dropped.remoteAddress}:${dropped.remotePort}`,
      )
    })
    this.#server.on("error", (error) => events.failed(error))
  }

  /** `tcp://host:port` as bound; the empty string before. */
  get endpoint(): string {
    const address = this.#server.address()
    if (address === null || typeof address === "string") return ""
    return endpointOf(this.#options.host, address.port)
  }

  /** Rejects with the system's error, `EADDRINUSE` for one. */
  async listen(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", reject)
      this.#server.listen({ host: this.#options.host, port: this.#options.port }, () => {
        this.#server.removeListener("error", reject)
        resolve()
      })
    })
  }

  /** Takes no more connections; those that stand are others' own. */
  close(): void {
    this.#server.close()
  }
}
