import { encodeFrames, type Message, type Outboxes } from "@zmqscope/zmtp"
import { RawPeer } from "./raw-peer.js"
import type { RoundTrips } from "./round-trips.js"

/** Handshakes at a time. */
const CONNECTED_AT_ONCE = 64
const TICK_MS = 2

interface Client {
  readonly peer: RawPeer
  /** When it asked; NaN while it does not wait for a reply. */
  askedAt: number
}

/** REQ clients: in lock-step as fast as replies come, or each in its turn at a pace. */
export class RawClients {
  readonly #clients: Client[] = []
  readonly #request: readonly Buffer[]
  readonly #roundTrips: RoundTrips
  readonly #bytes: number
  #isLockStep = false
  #isStopping = false
  #pacer: NodeJS.Timeout | undefined

  constructor(bytes: number, roundTrips: RoundTrips) {
    this.#bytes = bytes
    this.#request = [Buffer.concat(encodeFrames([Buffer.alloc(0), Buffer.alloc(bytes, "x")]))]
    this.#roundTrips = roundTrips
  }

  /** Requests that have no reply yet. */
  get waiting(): number {
    return this.#clients.filter(({ askedAt }) => !Number.isNaN(askedAt)).length
  }

  async connect(endpoint: string, count: number, outboxes: Outboxes): Promise<void> {
    while (this.#clients.length < count) {
      const together = Math.min(CONNECTED_AT_ONCE, count - this.#clients.length)
      const clients = Array.from({ length: together }, () => this.#connect(endpoint, outboxes))
      await Promise.all(clients.map(({ peer }) => peer.ready))
      this.#clients.push(...clients)
    }
  }

  /** Each asks again as soon as it has its reply. */
  startLockStep(): void {
    this.#isLockStep = true
    for (const client of this.#clients) this.#ask(client)
  }

  /** One after the other, so many a second in all; who still waits for a reply is passed by. */
  startPaced(perSecond: number): void {
    const startedAt = performance.now()
    let due = 0
    this.#pacer = setInterval(() => {
      const until = ((performance.now() - startedAt) / 1000) * perSecond
      for (; due < until; due += 1) {
        const client = this.#clients[due % this.#clients.length]
        if (client === undefined) return
        if (Number.isNaN(client.askedAt)) this.#ask(client)
        else this.#roundTrips.skipped += 1
      }
    }, TICK_MS)
  }

  /** Nobody asks any more. */
  stop(): void {
    this.#isStopping = true
    clearInterval(this.#pacer)
  }

  async leave(): Promise<void> {
    await Promise.all(this.#clients.map(({ peer }) => peer.leave()))
  }

  #connect(endpoint: string, outboxes: Outboxes): Client {
    const client: Client = {
      peer: new RawPeer(endpoint, "REQ", outboxes, (message) => this.#take(client, message)),
      askedAt: Number.NaN,
    }
    return client
  }

  #ask(client: Client): void {
    client.askedAt = performance.now()
    this.#roundTrips.asked += 1
    client.peer.send(this.#request)
  }

  #take(client: Client, { delimiter, bodyBytes }: Message): void {
    if (delimiter !== 0 || bodyBytes !== this.#bytes || Number.isNaN(client.askedAt)) {
      throw new Error("a client got what is no reply to its request")
    }
    this.#roundTrips.add(client.askedAt, performance.now())
    client.askedAt = Number.NaN
    if (this.#isLockStep && !this.#isStopping) this.#ask(client)
  }
}
