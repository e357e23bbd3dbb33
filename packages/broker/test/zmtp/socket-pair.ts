import { once } from "node:events"
import { connect, createServer, type Server, type Socket } from "node:net"

/** Accepts TCP connections, each as the pair of its two ends. */
export class SocketPairs implements AsyncDisposable {
  readonly #server: Server
  readonly #sockets: Socket[] = []

  static async start(): Promise<SocketPairs> {
    const server = createServer({ noDelay: true })
    server.listen(0, "127.0.0.1")
    await once(server, "listening")
    return new SocketPairs(server)
  }

  private constructor(server: Server) {
    this.#server = server
  }

  /** `ours` as a broker accepts it; `theirs` the peer's end. Resets are expected of both. */
  async open(): Promise<{ ours: Socket; theirs: Socket }> {
    const address = this.#server.address()
    if (address === null || typeof address === "string") throw new Error("TCP has an address")
    const accepted = new Promise<Socket>((resolve) => this.#server.once("connection", resolve))
    const theirs = connect(address.port, "127.0.0.1")
    const ours = await accepted
    for (const socket of [ours, theirs]) socket.on("error", () => {})
    this.#sockets.push(ours, theirs)
    return { ours, theirs }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    this.#server.close()
    await once(this.#server, "close")
  }
}
