import { CallError, type ClientPatch, type OpenBehaviour } from "@zmqscope/protocol"
import { bodyOf } from "./body.js"
import type { ClientCounts, ClientLatency, EndedWhy, RosterClient } from "./calls.js"
import type { Clock } from "./clock.js"
import { OpenLoop } from "./open-loop.js"
import { schedule } from "./schedule.js"
import type { PeerSurroundings } from "./simulated-client.js"
import { OpenSocket } from "./sockets.js"

/** Its socket is never opened anew: libzmq connects again by itself. */
const INCARNATION = 1

/** A DEALER whose requests leave when its schedule says, whatever becomes of those before. */
export class OpenClient {
  readonly name: string
  readonly isOpen = true
  /** Settles once its socket is closed for good. */
  readonly ended: Promise<EndedWhy>
  readonly #clock: Clock
  readonly #seed: number
  readonly #onChange: () => void
  readonly #loop: OpenLoop
  readonly #socket: OpenSocket
  #behaviour: OpenBehaviour
  #connected = false
  #ending: EndedWhy | undefined
  #due: Generator<number, never>
  /** When its schedule began; undefined until it is connected, so that nothing waits for that. */
  #beganMs: number | undefined
  #nextMs: number
  #isSending = false
  #pause = new AbortController()

  constructor(name: string, behaviour: OpenBehaviour, surroundings: PeerSurroundings) {
    const { context, clock, seed, endpoint, token, onChange } = surroundings
    this.name = name
    this.#behaviour = behaviour
    this.#clock = clock
    this.#seed = seed
    this.#onChange = onChange
    this.#loop = new OpenLoop(behaviour)
    this.#due = schedule(seed, { client: name, arrivals: behaviour.arrivals })
    this.#nextMs = this.#due.next().value
    this.#socket = new OpenSocket(`${name}/${INCARNATION}`, {
      context,
      endpoint,
      token,
      onConnection: (connected) => this.#connection(connected),
    })
    void this.#receive()
    this.ended = this.#run()
  }

  get entry(): RosterClient {
    const live = this.#connected ? "live" : "connecting"
    return {
      name: this.name,
      state: this.#ending === undefined ? live : "stopping",
      incarnation: INCARNATION,
      behaviour: this.#behaviour,
    }
  }

  get counts(): ClientCounts {
    const { sent, replied, unanswered } = this.#loop.counts
    return { name: this.name, sent, replied, gaveUp: unanswered, onTheWay: this.#loop.outstanding }
  }

  get latency(): ClientLatency {
    return { name: this.name, intended: this.#loop.figures(this.#clock.nowMs()) }
  }

  takeLatency(): readonly number[] {
    return this.#loop.takeLatency()
  }

  /** New arrivals begin anew at once. Throws CallError `invalid` for what is a REQ client's. */
  change(patch: ClientPatch): void {
    if ("pace" in patch || "retries" in patch) {
      const known = "arrivals, sizeBytes, timeoutMs and outstanding"
      throw new CallError(
        "invalid",
        `${this.name} is an open-loop client, of which ${known} can be changed`,
      )
    }
    this.#behaviour = { ...this.#behaviour, ...patch }
    this.#loop.bounds = this.#behaviour
    if ("arrivals" in patch) {
      const { arrivals } = this.#behaviour
      this.#due = schedule(this.#seed, { client: this.name, arrivals })
      this.#nextMs = this.#due.next().value
      if (this.#beganMs !== undefined) this.#beganMs = this.#clock.nowMs()
    }
    this.#pause.abort()
    this.#onChange()
  }

  /** Sends nothing more, and ends when what is on its way has been answered or given up. */
  stop(): void {
    this.#ending ??= "stopped"
    this.#loop.abandon()
    this.#pause.abort()
    this.#onChange()
  }

  kill(): void {
    this.#ending = "killed"
    this.#loop.abandon()
    this.#pause.abort()
    this.#socket.close()
  }

  async #run(): Promise<EndedWhy> {
    for (;;) {
      const nowMs = this.#clock.nowMs()
      const givesUpMs = this.#loop.giveUp(nowMs)
      if (this.#ending !== undefined && (this.#socket.isClosed || this.#loop.outstanding === 0)) {
        this.#socket.close()
        return this.#ending
      }
      const dueMs = this.#takeDue(nowMs)
      void this.#send()
      this.#pause = new AbortController()
      const nextMs = Math.min(dueMs, givesUpMs ?? Number.POSITIVE_INFINITY, nowMs + LONGEST_WAIT_MS)
      // At least one turn of the timers, however late it is, so that replies are read between.
      await this.#clock.wait(Math.max(1, Math.ceil(nextMs - nowMs)), this.#pause.signal)
    }
  }

  /** Counts what is due by now; when the next will be. */
  #takeDue(nowMs: number): number {
    if (this.#ending !== undefined || this.#beganMs === undefined) return Number.POSITIVE_INFINITY
    while (this.#beganMs + this.#nextMs <= nowMs) {
      this.#loop.due(this.#beganMs + this.#nextMs)
      this.#nextMs = this.#due.next().value
    }
    return this.#beganMs + this.#nextMs
  }

  /** One `send` at a time; it waits while the socket takes no more. */
  async #send(): Promise<void> {
    if (this.#isSending) return
    this.#isSending = true
    for (;;) {
      const request = this.#loop.depart(this.#clock.nowMs())
      if (request === undefined) break
      const text = `Hello ${request.number} from ${this.name}`
      await this.#socket.send(request.number, bodyOf(text, this.#behaviour.sizeBytes))
    }
    this.#isSending = false
  }

  async #receive(): Promise<void> {
    for (;;) {
      const number = await this.#socket.receive()
      if (number === undefined) return
      this.#loop.replied(number, this.#clock.nowMs())
      void this.#send()
      if (this.#ending !== undefined) this.#pause.abort()
    }
  }

  #connection(connected: boolean): void {
    this.#connected = connected
    if (connected && this.#beganMs === undefined) {
      this.#beganMs = this.#clock.nowMs()
      this.#pause.abort()
    }
    this.#onChange()
  }
}

/** How long it sleeps at most: what a timeout that was changed ends is noticed by then. */
const LONGEST_WAIT_MS = 1000
