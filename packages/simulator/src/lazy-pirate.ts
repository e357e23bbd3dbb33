/** What a Lazy Pirate needs of a REQ socket. After `close`, `send` and `receive` settle quietly. */
export interface RequestSocket {
  send(body: Uint8Array): Promise<void>
  /** Whether a reply came: false when none came in time, or the socket was closed. */
  receive(timeoutMs: number): Promise<boolean>
  close(): void
}

export interface Patience {
  readonly timeoutMs: number
  /** Asked after each attempt without a reply, with the number of retries so far. */
  readonly mayRetry: (retries: number) => boolean
}

/** What became of the requests so far. */
export interface RequestCounts {
  /** Every attempt, the one under way included. */
  readonly sent: number
  readonly replied: number
  /** Attempts whose socket was closed before a reply came: what became of those nobody here knows. */
  readonly gaveUp: number
}

export type Outcome = "replied" | "given-up" | "ended"

/**
 * The ZeroMQ guide's Lazy Pirate client: a REQ that got no reply cannot send again, so its socket
 * is closed and a new one, the next incarnation, sends the same request.
 */
export class LazyPirate {
  readonly #openSocket: (incarnation: number) => RequestSocket
  #socket: RequestSocket | undefined
  #incarnation = 0
  #ended = false
  readonly #counts = { sent: 0, replied: 0, gaveUp: 0 }

  constructor(openSocket: (incarnation: number) => RequestSocket) {
    this.#openSocket = openSocket
  }

  /** Counts the sockets so far. */
  get incarnation(): number {
    return this.#incarnation
  }

  get counts(): RequestCounts {
    return { ...this.#counts }
  }

  /** Opens a socket unless one is open. */
  open(): RequestSocket {
    if (this.#socket !== undefined) return this.#socket
    this.#incarnation += 1
    this.#socket = this.#openSocket(this.#incarnation)
    return this.#socket
  }

  /** One request at a time. After `given-up` no socket is open. */
  async ask(body: Uint8Array, { timeoutMs, mayRetry }: Patience): Promise<Outcome> {
    for (let retries = 0; !this.#ended; retries += 1) {
      const socket = this.open()
      // Before it is under way: nobody can have received what is not counted here.
      this.#counts.sent += 1
      await socket.send(body)
      if (await socket.receive(timeoutMs)) {
        this.#counts.replied += 1
        return "replied"
      }
      this.#counts.gaveUp += 1
      this.#close()
      if (!this.#ended && !mayRetry(retries)) return "given-up"
    }
    return "ended"
  }

  /** Closes the socket for good; an `ask` under way gives `ended`. */
  end(): void {
    this.#ended = true
    this.#close()
  }

  #close(): void {
    this.#socket?.close()
    this.#socket = undefined
  }
}
