import { Histogram } from "@zmqscope/metrics"
import {
  CallError,
  type ClientBehaviour,
  DEFAULT_CLIENT_BEHAVIOUR,
  DEFAULT_WORKER_BEHAVIOUR,
  type Handlers,
} from "@zmqscope/protocol"
import { Context } from "zeromq"
import type { EndedWhy, SimulatedKind, SimulatorCalls, SimulatorMessage } from "./calls.js"
import { type Clock, systemClock } from "./clock.js"
import { Coalescer } from "./coalescer.js"
import { OpenClient } from "./open-client.js"
import { MOST_PEERS, type Peer, Peers } from "./peers.js"
import { type PeerSurroundings, SimulatedClient } from "./simulated-client.js"
import { SimulatedWorker } from "./simulated-worker.js"

const ROSTER_INTERVAL_MS = 100
const INTENDED_INTERVAL_MS = 500
const SHUTDOWN_GRACE_MS = 1000
/** Each peer has its socket and two of its monitor; closed ones linger a moment. */
const MOST_SOCKETS = 2 * MOST_PEERS * 4

type Started = SimulatorCalls["start"]["params"]

/** All simulated peers of the process, and the calls that govern them. */
export class Simulator {
  readonly #push: (message: SimulatorMessage) => void
  readonly #clock: Clock
  readonly #context = new Context({ maxSockets: MOST_SOCKETS })
  readonly #roster: Coalescer
  readonly #clients: Peers<SimulatedClient | OpenClient>
  readonly #workers: Peers<SimulatedWorker>
  readonly #closing = new AbortController()
  #started: Started | undefined
  #isTelling = false

  constructor(push: (message: SimulatorMessage) => void, clock: Clock = systemClock) {
    this.#push = push
    this.#clock = clock
    this.#roster = new Coalescer(clock, ROSTER_INTERVAL_MS, () => this.#pushRoster())
    this.#clients = new Peers("client", (peer, why) => this.#ended("client", peer, why))
    this.#workers = new Peers("worker", (peer, why) => this.#ended("worker", peer, why))
  }

  /**
   * Serve them with `answerCall`. What a call changes is in a roster before the call is answered, so
   * that rosters alone tell who there is.
   */
  readonly handlers: Handlers<SimulatorCalls> = {
    start: (params) => this.#start(params),
    spawnClients: ({ behaviour = DEFAULT_CLIENT_BEHAVIOUR, ...order }) => {
      const surroundings = this.#surroundings("frontend")
      const create = (name: string) => createClient(name, behaviour, surroundings)
      const spawned = this.#clients.spawn(order, create)
      this.#pushRoster()
      if ("arrivals" in behaviour) void this.#tellIntended()
      return spawned.map((client) => client.entry)
    },
    spawnWorkers: ({ behaviour = DEFAULT_WORKER_BEHAVIOUR, ...order }) => {
      const surroundings = this.#surroundings("backend")
      const create = (name: string) => new SimulatedWorker(name, behaviour, surroundings)
      const spawned = this.#workers.spawn(order, create)
      this.#pushRoster()
      return spawned.map((worker) => worker.entry)
    },
    changeClient: ({ name, patch }) => {
      const client = this.#clients.find(name)
      client.change(patch)
      this.#pushRoster()
      return client.entry
    },
    changeWorker: ({ name, patch }) => {
      const worker = this.#workers.find(name)
      worker.change(patch)
      this.#pushRoster()
      return worker.entry
    },
    counts: () => this.#clients.live.map((client) => client.counts),
    takeLatency: ({ names }) => {
      const all = new Histogram()
      for (const name of names) {
        const client = this.#clients.find(name)
        if (client.isOpen) all.addSparse(client.takeLatency())
      }
      return all.toSparse()
    },
    removeClient: ({ name, mode }) => this.#remove(this.#clients.find(name), mode),
    removeWorker: ({ name, mode }) => this.#remove(this.#workers.find(name), mode),
    shutdown: () => this.#shutdown(),
  }

  #start(params: Started): null {
    for (const endpoint of [params.frontend, params.backend]) {
      if (!/^tcp:\/\/.+:[1-9][0-9]*$/.test(endpoint)) {
        throw new CallError("invalid", `${endpoint} is no endpoint: tcp://127.0.0.1:5559 is`)
      }
    }
    this.#started = params
    return null
  }

  #surroundings(side: "frontend" | "backend"): PeerSurroundings {
    if (this.#started === undefined) {
      throw new CallError("not-started", "the simulator was not told where to connect")
    }
    return {
      context: this.#context,
      clock: this.#clock,
      seed: this.#started.seed,
      endpoint: this.#started[side],
      token: this.#started.token,
      onChange: () => this.#roster.ask(),
    }
  }

  async #remove(peer: Peer, mode: "kill" | "stop"): Promise<null> {
    if (mode === "kill") peer.kill()
    else peer.stop()
    if (mode === "kill") await peer.ended
    this.#pushRoster()
    return null
  }

  #ended(kind: SimulatedKind, { name }: Peer, why: EndedWhy): void {
    this.#push({ type: "ended", kind, name, why })
    this.#roster.ask()
  }

  /** As long as there are open-loop clients. */
  async #tellIntended(): Promise<void> {
    if (this.#isTelling) return
    this.#isTelling = true
    for (;;) {
      await this.#clock.wait(INTENDED_INTERVAL_MS, this.#closing.signal)
      const clients = this.#clients.live.flatMap((client) =>
        client.isOpen ? [client.latency] : [],
      )
      if (clients.length === 0) break
      this.#push({ type: "intended", clients })
    }
    this.#isTelling = false
  }

  #pushRoster(): void {
    this.#push({
      type: "roster",
      clients: this.#clients.live.map((client) => client.entry),
      workers: this.#workers.live.map((worker) => worker.entry),
    })
  }

  /** Clients first, so that what they have asked for is still served. Who takes too long is killed. */
  async #shutdown(): Promise<null> {
    const over = new AbortController()
    const grace = this.#clock.wait(SHUTDOWN_GRACE_MS, over.signal).then(() => "late" as const)
    const sides: readonly (readonly Peer[])[] = [this.#clients.live, this.#workers.live]
    for (const peers of sides) {
      for (const peer of peers) peer.stop()
      const ended = Promise.all(peers.map((peer) => peer.ended))
      if ((await Promise.race([ended, grace])) === "late") for (const peer of peers) peer.kill()
      await ended
    }
    over.abort()
    this.#closing.abort()
    this.#roster.close()
    return null
  }
}

function createClient(
  name: string,
  behaviour: ClientBehaviour,
  surroundings: PeerSurroundings,
): SimulatedClient | OpenClient {
  return "arrivals" in behaviour
    ? new OpenClient(name, behaviour, surroundings)
    : new SimulatedClient(name, behaviour, surroundings)
}
