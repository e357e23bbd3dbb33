import {
  assertUnreachable,
  CallError,
  type ClientPatch,
  type ReqBehaviour,
} from "@zmqscope/protocol"
import type { Context } from "zeromq"
import { bodyOf } from "./body.js"
import type { ClientCounts, EndedWhy, RosterClient } from "./calls.js"
import type { Clock } from "./clock.js"
import { FairWait } from "./fair-wait.js"
import { LazyPirate } from "./lazy-pirate.js"
import { type RandomSource, randomSource } from "./random.js"
import { RateSchedule } from "./rate-schedule.js"
import { drawExponentialMs } from "./service-time.js"
import { ClientSocket } from "./sockets.js"

/** What every simulated peer is given. */
export interface PeerSurroundings {
  readonly context: Context
  readonly clock: Clock
  readonly seed: number
  /** Where to connect, `tcp://host:port`. */
  readonly endpoint: string
  /** See SimulatorCalls. */
  readonly token: string | undefined
  /** Told whenever the peer's roster entry changes. */
  readonly onChange: () => void
}

/** A REQ client: waits as its pace says, asks, and takes a lost reply as a Lazy Pirate does. */
export class SimulatedClient {
  readonly name: string
  readonly isOpen = false
  /** Settles once its socket is closed for good. */
  readonly ended: Promise<EndedWhy>
  readonly #clock: Clock
  readonly #onChange: () => void
  readonly #random: RandomSource
  readonly #thinking: FairWait
  readonly #pirate: LazyPirate
  #behaviour: ReqBehaviour
  #schedule: RateSchedule | undefined
  readonly #endpoint: string
  readonly #token: string | undefined
  #socket: ClientSocket | undefined
  #connected = false
  #ending: EndedWhy | undefined
  #pause = new AbortController()

  constructor(name: string, behaviour: ReqBehaviour, surroundings: PeerSurroundings) {
    const { context, clock, seed, endpoint, token, onChange } = surroundings
    this.name = name
    this.#behaviour = behaviour
    this.#clock = clock
    this.#onChange = onChange
    this.#random = randomSource(seed, name, "pace")
    this.#thinking = new FairWait(clock)
    this.#endpoint = endpoint
    this.#token = token
    this.#pirate = new LazyPirate((incarnation) => this.#openSocket(context, incarnation))
    this.ended = this.#run()
  }

  get entry(): RosterClient {
    const live = this.#connected ? "live" : "connecting"
    return {
      name: this.name,
      state: this.#ending === undefined ? live : "stopping",
      incarnation: this.#pirate.incarnation,
      behaviour: this.#behaviour,
    }
  }

  get counts(): ClientCounts {
    return { name: this.name, ...this.#pirate.counts }
  }

  /**
   * Holds from the next request on; a new pace also ends the wait for it. Throws CallError `invalid`
   * for what is an open-loop client's.
   */
  change(patch: ClientPatch): void {
    if ("arrivals" in patch || "outstanding" in patch) {
      const known = "pace, sizeBytes, timeoutMs and retries"
      throw new CallError(
        "invalid",
        `${this.name} asks when it has its reply: of it ${known} can be changed`,
      )
    }
    this.#behaviour = { ...this.#behaviour, ...patch }
    if ("pace" in patch) {
      this.#schedule = undefined
      this.#pause.abort()
    }
    this.#onChange()
  }

  /** Ends after the reply that it awaits, without further retries. */
  stop(): void {
    this.#ending ??= "stopped"
    this.#pause.abort()
    this.#onChange()
  }

  kill(): void {
    this.#ending = "killed"
    this.#pause.abort()
    this.#pirate.end()
  }

  async #run(): Promise<EndedWhy> {
    this.#pirate.open()
    for (let number = 1; ; number += 1) {
      const ending = await this.#untilDue()
      if (ending !== undefined) {
        this.#pirate.end()
        return ending
      }
      const { timeoutMs, retries, sizeBytes } = this.#behaviour
      const outcome = await this.#pirate.ask(
        bodyOf(`Hello ${number} from ${this.name}`, sizeBytes),
        { timeoutMs, mayRetry: (done) => done < retries && this.#ending === undefined },
      )
      if (outcome === "given-up" && this.#ending === undefined) this.#pirate.open()
    }
  }

  /** Waits until the next request is due, or gives why there is none. A new pace begins the wait anew. */
  async #untilDue(): Promise<EndedWhy | undefined> {
    for (;;) {
      if (this.#ending !== undefined) return this.#ending
      this.#pause = new AbortController()
      const { signal } = this.#pause
      await this.#wait(signal)
      if (!signal.aborted) return undefined
    }
  }

  async #wait(signal: AbortSignal): Promise<void> {
    const { pace } = this.#behaviour
    switch (pace.mode) {
      case "think":
        return this.#thinking.wait(drawExponentialMs(pace.meanMs, this.#random), signal)
      case "rate":
        this.#schedule ??= new RateSchedule(pace.perSecond, this.#random)
        return this.#clock.wait(this.#schedule.takeNext(this.#clock.nowMs()), signal)
      default:
        return assertUnreachable(pace)
    }
  }

  #openSocket(context: Context, incarnation: number): ClientSocket {
    this.#connected = false
    this.#socket = new ClientSocket(`${this.name}/${incarnation}`, {
      context,
      endpoint: this.#endpoint,
      token: this.#token,
      onConnection: (connected) => {
        this.#connected = connected
        this.#onChange()
      },
    })
    this.#onChange()
    return this.#socket
  }
}
