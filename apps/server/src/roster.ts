import type { RosterClient, RosterMessage, RosterWorker } from "@zmqscope/simulator"

/** The simulated peers, by name, as the simulator last told of them. */
export class Roster {
  #clients = new Map<string, RosterClient>()
  #workers = new Map<string, RosterWorker>()

  get clients(): ReadonlyMap<string, RosterClient> {
    return this.#clients
  }

  get workers(): ReadonlyMap<string, RosterWorker> {
    return this.#workers
  }

  replace({ clients, workers }: Pick<RosterMessage, "clients" | "workers">): void {
    this.#clients = new Map(clients.map((client) => [client.name, client]))
    this.#workers = new Map(workers.map((worker) => [worker.name, worker]))
  }

  remove(kind: "client" | "worker", name: string): void {
    if (kind === "client") this.#clients.delete(name)
    else this.#workers.delete(name)
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
}
