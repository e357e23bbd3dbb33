import type { Client, ClientIdentity, PeerState, Worker, WorkerIdentity } from "@zmqscope/protocol"
import type { RosterClient, RosterWorker } from "@zmqscope/simulator"
import type { DrainStates } from "./drains.js"

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

/** Names of simulated clients kept for the envelopes of those that have gone. */
const MAX_NAMES = 50_000

/**
 * The directory: peers that the broker sees and peers that the simulator runs, joined by name. A
 * simulated client is every live client of the broker named `NAME/INCARNATION`; a simulated worker
 * is the worker of its name. Everybody else is external. Who was simulated stays so: one that the
 * simulator has ended is `stopping` until the broker sees it gone.
 */
export class Peers {
  readonly #simulated: Simulated
  readonly #drains: DrainStates
  /** Figures of simulated clients' incarnations that have left; pruned with the roster. */
  readonly #left = new Map<string, Tally>()
  /** Every name that simulated clients of this run had. */
  readonly #clientNames = new Set<string>()
  /** Live indexes that belong to simulated peers, and to which. */
  #clientIndexes = new Map<number, string>()
  #workerIndexes = new Map<number, string>()
  /** Names of simulated peers, as they were last told. */
  #clientOrder: readonly string[] = []
  #workerOrder: readonly string[] = []

  constructor(simulated: Simulated, drains: DrainStates) {
    this.#simulated = simulated
    this.#drains = drains
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
    this.#clientNames.clear()
    this.#clientIndexes.clear()
    this.#workerIndexes.clear()
  }

  /** Every live peer: simulated ones first, then the others in order of arrival. */
  clients(seen: Seen | undefined): Client[] {
    const incarnations = new Map<string, SeenClient[]>()
    const indexes = new Map<number, string>()
    const others: Client[] = []
    for (const client of seen?.clients.values() ?? []) {
      const { index } = client.identity
      const name = this.#simulatedName(client.identity.name) ?? this.#clientIndexes.get(index)
      if (name === undefined) {
        others.push(externalClient(client, this.#externalName(client.identity.name)))
        continue
      }
      indexes.set(index, name)
      incarnations.set(name, [...(incarnations.get(name) ?? []), client])
    }
    this.#clientIndexes = indexes
    this.#prune()
    const simulated = [...this.#simulated.clients.values()].map((client) =>
      simulatedClient(client, incarnations.get(client.name) ?? [], this.#left.get(client.name)),
    )
    const ended = [...incarnations]
      .filter(([name]) => !this.#simulated.clients.has(name))
      .map(([name, clients]) =>
        simulatedClient({ name, state: "stopping", behaviour: null }, clients),
      )
    const own = inOrder([...simulated, ...ended], this.#clientOrder)
    this.#clientOrder = own.map(({ name }) => name)
    return [...own, ...others]
  }

  workers(seen: Seen | undefined): Worker[] {
    const byName = new Map<string, SeenWorker>()
    const indexes = new Map<number, string>()
    const ended: Worker[] = []
    const others: Worker[] = []
    for (const worker of seen?.workers.values() ?? []) {
      const { name, index } = worker.identity
      const isSimulated = this.#simulated.workers.has(name)
      if (isSimulated) byName.set(name, worker)
      const wasSimulated = this.#workerIndexes.get(index) === name
      if (isSimulated || wasSimulated) indexes.set(index, name)
      if (isSimulated) continue
      if (wasSimulated) ended.push(simulatedWorker(endedWorker(name), worker))
      else others.push(externalWorker(worker))
    }
    this.#workerIndexes = indexes
    const simulated = [...this.#simulated.workers.values()].map((worker) =>
      simulatedWorker(worker, byName.get(worker.name)),
    )
    const own = inOrder([...simulated, ...ended], this.#workerOrder)
    this.#workerOrder = own.map(({ name }) => name)
    return [...own, ...others].map((worker) => this.#withDrain(worker))
  }

  /** How a client of the broker, live or gone, is called here: a simulated one without its incarnation. */
  clientName(brokerName: string): string {
    const base = baseName(brokerName)
    if (base !== undefined && this.#clientNames.has(base)) return base
    return this.#externalName(brokerName)
  }

  #withDrain(worker: Worker): Worker {
    const told = this.#drains.get(worker.index)
    if (told === undefined || worker.state === "stopping") return worker
    // The broker's answer may overtake the record of the last reply.
    const state = worker.outstanding > 0 ? "draining" : told
    return { ...worker, state }
  }

  #prune(): void {
    for (const name of this.#simulated.clients.keys()) {
      if (this.#clientNames.size < MAX_NAMES) this.#clientNames.add(name)
    }
    for (const name of this.#left.keys()) {
      if (!this.#simulated.clients.has(name)) this.#left.delete(name)
    }
  }

  #simulatedName(brokerName: string): string | undefined {
    const name = baseName(brokerName)
    return name !== undefined && this.#simulated.clients.has(name) ? name : undefined
  }

  /** A name is one peer's: an external client that took a simulated one's is told apart. */
  #externalName(brokerName: string): string {
    return this.#simulated.clients.has(brokerName) ? `${brokerName} (external)` : brokerName
  }
}

/** Those that were there before keep their order, others follow: who is ending stays in its place. */
function inOrder<P extends { readonly name: string }>(peers: P[], before: readonly string[]): P[] {
  const places = new Map(before.map((name, place) => [name, place]))
  const placeOf = ({ name }: P) => places.get(name) ?? before.length
  return peers.sort((one, other) => placeOf(one) - placeOf(other))
}

/** `client-7` of `client-7/2`; undefined for a name of another form. */
function baseName(brokerName: string): string | undefined {
  return /^(.+)\/[1-9]\d*$/.exec(brokerName)?.[1]
}

// No spreading: a fold's figures are getters, which a spread would leave behind.
function externalClient(seen: SeenClient, name: string): Client {
  return {
    name,
    index: seen.identity.index,
    simulated: false,
    state: "live",
    sent: seen.sent,
    returned: seen.returned,
    outstanding: seen.outstanding,
    ratePerSecond: seen.ratePerSecond,
    oldestUs: null,
    heldBack: false,
    address: seen.identity.address ?? "",
    roundTripUs: seen.roundTripUs,
    behaviour: null,
  }
}

function simulatedClient(
  client: Pick<Client, "name" | "behaviour"> & Pick<RosterClient, "state">,
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
    oldestUs: null,
    heldBack: false,
    address: current?.identity.address ?? "",
    roundTripUs: current?.roundTripUs ?? null,
    behaviour: client.behaviour,
  }
}

function endedWorker(name: string) {
  return { name, state: "stopping", behaviour: null } as const
}

function simulatedWorker(
  worker: Pick<Worker, "name" | "behaviour"> & Pick<RosterWorker, "state">,
  seen: SeenWorker | undefined,
): Worker {
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
    oldestUs: null,
    heartbeats: seen?.identity.heartbeats ?? true,
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
