import type { IntendedFigures } from "@zmqscope/protocol"
import type {
  IntendedMessage,
  RosterClient,
  RosterMessage,
  RosterWorker,
  SimulatedKind,
} from "@zmqscope/simulator"

/** Names of simulated peers that are remembered; a name is never given out twice. */
const MAX_NAMES = 50_000

/** The simulated peers, by name, as the simulator last told of them. */
export class Roster {
  #clients = new Map<string, RosterClient>()
  #workers = new Map<string, RosterWorker>()
  #intended = new Map<string, IntendedFigures>()
  readonly #names = { client: new Set<string>(), worker: new Set<string>() }

  get clients(): ReadonlyMap<string, RosterClient> {
    return this.#clients
  }

  get workers(): ReadonlyMap<string, RosterWorker> {
    return this.#workers
  }

  /** What open-loop clients measured, as they told last. */
  get intended(): ReadonlyMap<string, IntendedFigures> {
    return this.#intended
  }

  /** Whether a simulated peer bears this name, or ever did. */
  knows(kind: SimulatedKind, name: string): boolean {
    return this.#names[kind].has(name)
  }

  replace({ clients, workers }: Pick<RosterMessage, "clients" | "workers">): void {
    this.#clients = new Map(clients.map((client) => [client.name, client]))
    this.#workers = new Map(workers.map((worker) => [worker.name, worker]))
    this.#remember("client", this.#clients.keys())
    this.#remember("worker", this.#workers.keys())
  }

  intend({ clients }: Pick<IntendedMessage, "clients">): void {
    this.#intended = new Map(clients.map(({ name, intended }) => [name, intended]))
  }

  remove(kind: SimulatedKind, name: string): void {
    if (kind === "worker") this.#workers.delete(name)
    else {
      this.#clients.delete(name)
      this.#intended.delete(name)
    }
  }

  /** The simulator is down: nobody is connected, and who was going is gone. */
  disconnectAll(): void {
    const staying = <P extends RosterClient | RosterWorker>(peers: Iterable<P>): P[] =>
      [...peers].filter(({ state }) => state !== "stopping")
    this.replace({
      clients: staying(this.#clients.values()).map((peer) => ({ ...peer, state: "connecting" })),
      workers: staying(this.#workers.values()).map((peer) => ({ ...peer, state: "connecting" })),
    })
  }

  #remember(kind: SimulatedKind, names: Iterable<string>): void {
    const known = this.#names[kind]
    for (const name of names) if (known.size < MAX_NAMES) known.add(name)
  }
}
