import type { ChildProcess } from "node:child_process"
import {
  assertUnreachable,
  CallError,
  Caller,
  type ClientBehaviour,
  type ClientPatch,
  reasonOf,
  type WorkerBehaviour,
  type WorkerPatch,
} from "@zmqscope/protocol"
import type {
  ClientCounts,
  EndedMessage,
  RosterClient,
  RosterMessage,
  RosterWorker,
  SimulatorCalls,
  SimulatorMessage,
} from "@zmqscope/simulator"
import type { FastifyBaseLogger } from "fastify"
import { sendTo, startChild } from "./child-process.js"
import { ANSWER_MS, withDeadline } from "./deadline.js"
import type { Roster } from "./roster.js"
import { type ChildStatus, Supervisor } from "./supervisor.js"

/** Simulated peers in all; what spawns more is refused. */
export const SIMULATED_LIMITS = { clients: 200, workers: 50 } as const
const STOP_DEADLINE_MS = 3_000
/** A simulator that does not say in this time what its clients counted hangs: much longer than a busy one needs. */
const HUNG_MS = 20_000
/** How long all peers together may take to be spawned again, on a machine that has much else to do. */
const BRING_UP_MS = 60_000

export interface SimulatorOptions {
  readonly frontend: string
  readonly backend: string
  readonly seed: number
  /** By which the broker knows simulated peers. */
  readonly token: string
}

export interface SimulatorListener {
  /** A simulated peer crashed by its own failure mode. */
  simulatedPeerCrashed(kind: "client" | "worker", name: string): void
  /** Names of the broker's peers of this kind. */
  namesOf(kind: "client" | "worker"): readonly string[]
  /** The simulator runs again after it had ended, its peers brought back. */
  simulatorRestarted(): void
}

/**
 * The simulator's process, started when it is first needed and kept running from then on, and its peers
 * brought back by name when it restarts.
 */
export class SimulatorLink {
  readonly roster: Roster
  readonly #listener: SimulatorListener
  readonly #log: FastifyBaseLogger
  readonly #supervisor: Supervisor<ChildProcess>
  #options: SimulatorOptions | undefined
  #caller: Caller<SimulatorCalls> | undefined
  #isUp = false
  /** The simulator's latest roster. */
  #told: RosterMessage | undefined
  /** Settles when the first start has succeeded or failed; undefined before it is needed. */
  #started: Promise<void> | undefined
  #firstStartOver: () => void = () => {}
  #isOver = false
  /** Peers whose spawning has not been answered: they count for the limits. */
  readonly #spawning = { client: 0, worker: 0 }

  constructor(roster: Roster, listener: SimulatorListener, log: FastifyBaseLogger) {
    this.roster = roster
    this.#listener = listener
    this.#log = log
    this.#supervisor = new Supervisor<ChildProcess>({
      name: "simulator",
      fork: () => startChild("@zmqscope/simulator/child", false),
      started: (child) => {
        this.#listen(child)
        void this.#bringUp(child)
      },
      ended: (how) => this.#ended(how),
      log,
    })
  }

  get status(): ChildStatus {
    return this.#supervisor.status
  }

  /** Says where its peers connect, before the first is spawned. */
  prepare(options: SimulatorOptions): void {
    this.#options = options
  }

  /** How many more could be spawned. */
  room(kind: "client" | "worker"): number {
    const [limit, there] =
      kind === "client"
        ? [SIMULATED_LIMITS.clients, this.roster.clients.size]
        : [SIMULATED_LIMITS.workers, this.roster.workers.size]
    return limit - there - this.#spawning[kind]
  }

  /** The caller has seen to it that there is room. All of these reject with CallError. */
  async spawnClients(count: number, behaviour?: ClientBehaviour): Promise<readonly RosterClient[]> {
    return this.#spawn("client", count, () =>
      this.#call("spawnClients", this.#order("client", count, behaviour)),
    )
  }

  async spawnWorkers(count: number, behaviour?: WorkerBehaviour): Promise<readonly RosterWorker[]> {
    return this.#spawn("worker", count, () =>
      this.#call("spawnWorkers", this.#order("worker", count, behaviour)),
    )
  }

  async changeClient(name: string, patch: ClientPatch): Promise<void> {
    await this.#call("changeClient", { name, patch })
  }

  async changeWorker(name: string, patch: WorkerPatch): Promise<void> {
    await this.#call("changeWorker", { name, patch })
  }

  async remove(kind: "client" | "worker", name: string, mode: "kill" | "stop"): Promise<void> {
    await this.#call(kind === "client" ? "removeClient" : "removeWorker", { name, mode })
  }

  /** What the clients counted themselves. A simulator that does not answer hangs, and is ended. */
  async counts(): Promise<readonly ClientCounts[]> {
    const child = this.#supervisor.child
    try {
      return await this.#call("counts", {}, HUNG_MS)
    } catch (error) {
      if (error instanceof CallError && error.code === "timeout") {
        this.#supervisor.kill(child, `it hangs, and is ended: ${error.message}`)
      }
      throw error
    }
  }

  /** See SimulatorCalls. */
  async takeLatency(names: readonly string[]): Promise<readonly number[]> {
    return this.#call("takeLatency", { names })
  }

  /** Ends it for good. */
  async stop(): Promise<void> {
    this.#isOver = true
    await this.#supervisor.stop(async () => this.#call("shutdown", {}), STOP_DEADLINE_MS)
  }

  async #call<N extends keyof SimulatorCalls>(
    name: N,
    params: SimulatorCalls[N]["params"],
    deadlineMs = ANSWER_MS,
  ): Promise<SimulatorCalls[N]["result"]> {
    if (!this.#isUp || this.#caller === undefined) {
      throw new CallError("gone", "The simulator is not up; try again in a moment.")
    }
    return withDeadline(this.#caller.call(name, params), deadlineMs, "simulator")
  }

  #order<B>(kind: "client" | "worker", count: number, behaviour: B | undefined) {
    const order = { count, taken: this.#listener.namesOf(kind) }
    return behaviour === undefined ? order : { ...order, behaviour }
  }

  async #spawn<T>(kind: "client" | "worker", count: number, spawn: () => Promise<T>): Promise<T> {
    this.#spawning[kind] += count
    try {
      await this.#need()
      return await spawn()
    } finally {
      this.#spawning[kind] -= count
    }
  }

  /** Resolves once the first start succeeded or failed; a failed one is tried again and again. */
  async #need(): Promise<void> {
    if (this.#isOver || this.#options === undefined) return
    this.#started ??= new Promise((resolve) => {
      this.#firstStartOver = resolve
      this.#supervisor.start()
    })
    await this.#started
  }

  #listen(child: ChildProcess): void {
    const caller = new Caller<SimulatorCalls>((message) => sendTo(child, message))
    this.#caller = caller
    child.on("message", (message) => {
      if (!caller.accept(message) && isSimulatorMessage(message)) this.#message(message)
    })
  }

  #message(message: SimulatorMessage): void {
    switch (message.type) {
      case "roster":
        this.#told = message
        // Until its peers are back, a new simulator's roster says nothing of who is wanted.
        if (this.#isUp) this.roster.replace(message)
        return
      case "ended":
        this.#peerEnded(message)
        return
      case "intended":
        this.roster.intend(message)
        return
      default:
        assertUnreachable(message)
    }
  }

  #peerEnded({ kind, name, why }: EndedMessage): void {
    this.roster.remove(kind, name)
    if (why === "crashed") this.#listener.simulatedPeerCrashed(kind, name)
  }

  /** Starts a new child's work with the peers of the one before. */
  async #bringUp(child: ChildProcess): Promise<void> {
    const caller = this.#caller
    if (this.#options === undefined || caller === undefined) return
    try {
      const bringUp = this.#bringBack(caller, this.#options)
      await withDeadline(bringUp, BRING_UP_MS, "simulator")
      this.#isUp = true
      if (this.#told !== undefined) this.roster.replace(this.#told)
      this.#supervisor.markUp()
      this.#firstStartOver()
      if (this.#supervisor.status.restarts > 0) this.#listener.simulatorRestarted()
    } catch (error) {
      // One that ended meanwhile is told of by its supervisor, and started again or not wanted.
      if (error instanceof CallError && error.code === "gone") return
      this.#log.error(error, "the simulator could not be brought up")
      this.#supervisor.kill(child, `it could not be brought up: ${reasonOf(error)}`)
    }
  }

  async #bringBack(caller: Caller<SimulatorCalls>, options: SimulatorOptions): Promise<void> {
    await caller.call("start", options)
    for (const { name, behaviour } of this.roster.clients.values()) {
      await caller.call("spawnClients", { count: 1, behaviour, names: [name] })
    }
    for (const { name, behaviour } of this.roster.workers.values()) {
      await caller.call("spawnWorkers", { count: 1, behaviour, names: [name] })
    }
  }

  #ended(how: string): void {
    this.#isUp = false
    this.#told = undefined
    this.#caller?.close(`The simulator ended (${how}) before it answered.`)
    this.#caller = undefined
    this.roster.disconnectAll()
    this.#firstStartOver()
  }
}

function isSimulatorMessage(message: unknown): message is SimulatorMessage {
  return (
    typeof message === "object" &&
    message !== null &&
    "type" in message &&
    ["roster", "ended", "intended"].includes(String(message.type))
  )
}
