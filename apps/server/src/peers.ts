import type { Client, ClientIdentity, PeerState, Worker, WorkerIdentity } from "@zmqscope/protocol"
import type { RosterClient, RosterWorker } from "@zmqscope/simulator"

/** What the fold knows of a client that the broker sees. */
export interface SeenClient {
  readonly identity: ClientIdentity
  readonly sent: number
  readonly returned: number
  readonly outstanding: number
  readonly ratePerSecond: number
  readonly roundTripUs: number | null
}

/** What the fold knows of a worker that the broker sees. */
export interface SeenWorker {
  readonly identity: WorkerIdentity
  readonly outstanding: number
  readonly served: number
  readonly ratePerSecond: number
  readonly serviceUs: number | null
  readonly busyShare: number
  readonly idleWhileQueuedUs: number
}

/** What the broker sees, by index. */
export interface Seen {
  readonly clients: ReadonlyMap<number, SeenClient>
  readonly workers: ReadonlyMap<number, SeenWorker>
}

/** What the simulator says it runs, by name. */
export interface Simulated {
  readonly clients: ReadonlyMap<string, RosterClient>
  readonly workers: ReadonlyMap<string, RosterWorker>
}

interface Tally {
  sent: number
  returned: number
}

/**
 * The directory: peers that the broker sees and peers that the simulator runs, joined by name. A
 * simulated client is every live client of the broker named `NAME/INCARNATION`; a simulated worker
 * is the worker of its name. Everybody else is external.
 */
export class Peers {
  readonly #simulated: Simulated
  /** Figures of simulated clients' incarnations that have left; pruned with the roster. */
  readonly #left = new Map<string, Tally>()

  constructor(simulated: Simulated) {
    this.#simulated = simulated
  }

  /** Adds the figures of a client that leaves to those of its later incarnations. */
  clientLeft({ identity, sent, returned }: SeenClient): void {
    const name = this.#simulatedName(identity.name)
    if (name === undefined) return
    const tally = this.#left.get(name) ?? { sent: 0, returned: 0 }
    this.#left.set(name, { sent: tally.sent + sent, returned: tally.returned + returned })
  }

  /** A new run of the broker: every figure begins anew. */
  clear(): void {
    this.#left.clear()
  }

  /** Every live peer: simulated ones first, then external ones, both in order of arrival. */
  clients(seen: Seen | undefined): Client[] {
    const incarnations = new Map<string, SeenClient[]>()
    const external: Client[] = []
    for (const client of seen?.clients.values() ?? []) {
      const name = this.#simulatedName(client.identity.name)
      if (name === undefined) external.push(this.#externalClient(client))
      else incarnations.set(name, [...(incarnations.get(name) ?? []), client])
    }
    for (const name of this.#left.keys()) {
      if (!this.#simulated.clients.has(name)) this.#left.delete(name)
    }
    const simulated = [...this.#simulated.clients.values()].map((client) =>
      simulatedClient(client, incarnations.get(client.name) ?? [], this.#left.get(client.name)),
    )
    return [...simulated, ...external]
  }

  workers(seen: Seen | undefined): Worker[] {
    const byName = new Map<string, SeenWorker>()
    const external: Worker[] = []
    for (const worker of seen?.workers.values() ?? []) {
      const { name } = worker.identity
      if (this.#simulated.workers.has(name)) byName.set(name, worker)
      else external.push(externalWorker(worker))
    }
    const simulated = [...this.#simulated.workers.values()].map((worker) =>
      simulatedWorker(worker, byName.get(worker.name)),
    )
    return [...simulated, ...external]
  }

  /** How a client of the broker is called here: a simulated one without its incarnation. */
  clientName(brokerName: string): string {
    return this.#simulatedName(brokerName) ?? this.#externalName(brokerName)
  }

  #simulatedName(brokerName: string): string | undefined {
    const name = /^(.+)\/[1-9]\d*$/.exec(brokerName)?.[1]
    return name !== undefined && this.#simulated.clients.has(name) ? name : undefined
  }

  /** A name is one peer's: an external client that took a simulated one's is told apart. */
  #externalName(brokerName: string): string {
    return this.#simulated.clients.has(brokerName) ? `${brokerName} (external)` : brokerName
  }

  #externalClient({ identity, ...figures }: SeenClient): Client {
    return {
      name: this.#externalName(identity.name),
      index: identity.index,
      simulated: false,
      state: "live",
      sent: figures.sent,
      returned: figures.returned,
      outstanding: figures.outstanding,
      ratePerSecond: figures.ratePerSecond,
      roundTripUs: figures.roundTripUs,
      behaviour: null,
    }
  }
}

function simulatedClient(
  client: RosterClient,
  incarnations: readonly SeenClient[],
  left: Tally = { sent: 0, returned: 0 },
): Client {
  const sum = (figure: (seen: SeenClient) => number): number =>
    incarnations.reduce((total, seen) => total + figure(seen), 0)
  // The last to join is the one that the client speaks through.
  const current = incarnations.at(-1)
  return {
    name: client.name,
    index: current?.identity.index ?? -1,
    simulated: true,
    state: stateOf(client.state, current !== undefined),
    sent: left.sent + sum((seen) => seen.sent),
    returned: left.returned + sum((seen) => seen.returned),
    outstanding: sum((seen) => seen.outstanding),
    ratePerSecond: sum((seen) => seen.ratePerSecond),
    roundTripUs: current?.roundTripUs ?? null,
    behaviour: client.behaviour,
  }
}

function simulatedWorker(worker: RosterWorker, seen: SeenWorker | undefined): Worker {
  return {
    name: worker.name,
    index: seen?.identity.index ?? -1,
    simulated: true,
    state: stateOf(worker.state, seen !== undefined),
    ...workerFigures(seen),
    socketType: seen?.identity.socketType ?? "REP",
    address: seen?.identity.address ?? "",
    behaviour: worker.behaviour,
  }
}

function externalWorker(seen: SeenWorker): Worker {
  const { name, index, socketType, address } = seen.identity
  return {
    name,
    index,
    simulated: false,
    state: "live",
    ...workerFigures(seen),
    socketType,
    address,
    behaviour: null,
  }
}

function workerFigures(seen: SeenWorker | undefined) {
  return {
    outstanding: seen?.outstanding ?? 0,
    served: seen?.served ?? 0,
    ratePerSecond: seen?.ratePerSecond ?? 0,
    serviceUs: seen?.serviceUs ?? null,
    busyShare: seen?.busyShare ?? 0,
    idleWhileQueuedUs: seen?.idleWhileQueuedUs ?? 0,
  }
}

/** Live is who both the simulator and the broker know to be connected. */
function stateOf(said: RosterClient["state"], isSeen: boolean): PeerState {
  return said === "live" && !isSeen ? "connecting" : said
}
