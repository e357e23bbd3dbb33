import { createServer, type Server, type Socket } from "node:net"

export interface BackendOptions {
  readonly host: string
  readonly port: number
  readonly maxConnections: number
}

/** The plain TCP server that workers connect to. */
export class Backend {
  readonly #server: Server
  readonly #options: BackendOptions

  constructor(options: BackendOptions, onConnection: (connection: Socket) => void) {
    this.#options = options
    this.#server = createServer(
      { noDelay: true, keepAlive: true, keepAliveInitialDelay: 5000 },
      (connection) => {
        // A connection may be reset before its leg stands.
        connection.on("error", () => {})
        onConnection(connection)
      },
    )
    this.#server.maxConnections = options.maxConnections
  }

  /** Rejects with the system's error, `EADDRINUSE` for one. Answers with the port bound. */
  async listen(): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", reject)
      this.#server.listen({ host: this.#options.host, port: this.#options.port }, () => {
        this.#server.removeListener("error", reject)
        resolve()
      })
    })
    const address = this.#server.address()
    if (address === null || typeof address === "string") throw new Error("TCP has an address")
    return address.port
  }

  /** Takes no more connections; those that stand are the legs' own. */
  close(): void {
    this.#server.close()
  }
}
