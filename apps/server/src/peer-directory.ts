import type {
  BrokerMessage,
  Checkpoint,
  Client,
  IntendedFigures,
  Worker,
  WorkerIdentity,
} from "@zmqscope/protocol"
import type { RosterClient, RosterWorker, SimulatedKind } from "@zmqscope/simulator"
import { Drains } from "./drains.js"
import type { PeerName } from "./name-book.js"
import {
  externalClient,
  externalWorker,
  type Moment,
  type SeenClient,
  type SeenWorker,
  simulatedClient,
  simulatedWorker,
  type Tally,
} from "./peer-rows.js"
import { type SimulatedNames, shownName, simulatedName } from "./shown-name.js"

/** What the broker sees, by index, in order of arrival. */
export interface Seen {
  readonly clients: ReadonlyMap<number, SeenClient>
  readonly workers: ReadonlyMap<number, SeenWorker>
  /** The moment at which it is seen, microseconds on the record clock. */
  readonly now: number
}

/** What the simulator says it runs, by name. */
export interface Simulated extends SimulatedNames {
  readonly clients: ReadonlyMap<string, RosterClient>
  readonly workers: ReadonlyMap<string, RosterWorker>
  /** What open-loop clients measured. */
  readonly intended: ReadonlyMap<string, IntendedFigures>
}

const NOTHING: Tally = { sent: 0, returned: 0 }

/**
 * The directory of a scope, updated by what happens and asked without side effects: peers that the broker sees and peers that the simulator runs, joined by name. A
 * simulated client is every connection of its incarnations; everybody whom the broker does not know
 * for simulated is external, whatever the name. One that the simulator has ended is `stopping` until
 * the broker sees it gone.
 */
export class PeerDirectory {
  readonly drains = new Drains()
  readonly #simulated: Simulated
  #seen: Seen | undefined
  /** Figures of simulated clients' connections that have left, while the clients live. */
  readonly #left = new Map<string, Tally>()
  /** Indexes of clients that are held back, as the broker said last. */
  #heldBack: ReadonlySet<number> = new Set()

  constructor(simulated: Simulated) {
    this.#simulated = simulated
  }

  /** What the broker sees from now on: a run of it, in which every figure begins anew. */
  see(seen: Seen): void {
    this.#seen = seen
    this.#left.clear()
    this.#heldBack = new Set()
    this.drains.clear()
  }

  /** No broker is there to see anybody. */
  seeNothing(): void {
    this.#seen = undefined
  }

  /** What the broker told, before what it sees has changed by it. */
  take(message: BrokerMessage): void {
    switch (message.type) {
      case "client": {
        const known = this.#seen?.clients.get(message.client.index)
        if (message.event === "left" && known !== undefined) this.#clientLeft(known)
        return
      }
      case "worker":
        if (message.event === "left") this.drains.end(message.worker)
        return
      case "checkpoint":
        this.#checkpoint(message)
        return
      default:
        return
    }
  }

  /** Adds the figures of a client that leaves to those of its later connections. */
  #clientLeft({ identity, sent, returned }: SeenClient): void {
    const name = simulatedName("client", identity, this.#simulated)
    if (name === undefined) return
    if (!this.#simulated.clients.has(name)) {
      this.#left.delete(name)
      return
    }
    const tally = this.#left.get(name) ?? NOTHING
    this.#left.set(name, { sent: tally.sent + sent, returned: tally.returned + returned })
  }

  #checkpoint({ clients, workers }: Checkpoint): void {
    const held = clients.filter(({ heldBack }) => heldBack === true)
    this.#heldBack = new Set(held.map(({ index }) => index))
    this.drains.keepOnly(workers)
  }

  /** Every live peer: simulated ones first, oldest first, then the others in order of arrival. */
  get clients(): Client[] {
    const { own, others } = this.#connections()
    const moment = this.#momentOf(this.#seen)
    const freeName = nameKeeper()
    const external = others.map((client) => {
      const shown = freeName(shownName("client", client.identity, this.#simulated))
      return externalClient(client, shown, moment)
    })
    return [...this.#simulatedClients(own), ...external]
  }

  /** The simulated ones of them. */
  get simulatedClients(): Client[] {
    return this.#simulatedClients(this.#connections().own)
  }

  get workers(): Worker[] {
    const seen = this.#seen
    const connections = new Map<string, SeenWorker>()
    const others: Worker[] = []
    const freeName = nameKeeper()
    const moment = this.#momentOf(seen)
    for (const worker of seen?.workers.values() ?? []) {
      const name = simulatedName("worker", worker.identity, this.#simulated)
      if (name !== undefined) {
        connections.set(name, worker)
        continue
      }
      const shown = freeName(shownName("worker", worker.identity, this.#simulated))
      others.push(externalWorker(worker, shown, moment))
    }
    const own = namesOf(this.#simulated.workers, connections).map((name) => {
      const told = this.#simulated.workers.get(name) ?? ended(name)
      return simulatedWorker(told, connections.get(name), moment)
    })
    return [...own, ...others].map((worker) => this.#withDrain(worker))
  }

  /** Whether a peer of the broker is none of the simulator's. */
  isExternal(kind: SimulatedKind, peer: PeerName): boolean {
    return simulatedName(kind, peer, this.#simulated) === undefined
  }

  /** How a peer of the broker, live or gone, is called here. */
  nameOf(kind: SimulatedKind, peer: PeerName): string {
    return shownName(kind, peer, this.#simulated)
  }

  /**
   * What the broker told, its workers called as they are here: so they stand in the fold, in the
   * history, and in what viewers are told. A client's name changes with each of its sockets, and
   * tells them apart.
   */
  withNames<M extends BrokerMessage>(message: M): M {
    switch (message.type) {
      case "worker":
        return { ...message, worker: this.#withName(message.worker) }
      case "checkpoint":
        return { ...message, workers: message.workers.map((worker) => this.#withName(worker)) }
      default:
        return message
    }
  }

  #withName<W extends WorkerIdentity>(worker: W): W {
    const name = this.nameOf("worker", worker)
    return name === worker.name ? worker : { ...worker, name }
  }

  /** Whether a peer was ever called so: one of `book`, which the broker saw, or a simulated one. */
  hasKnown(kind: SimulatedKind, name: string, book: Iterable<PeerName>): boolean {
    if (this.#simulated.knows(kind, name)) return true
    for (const peer of book) if (this.nameOf(kind, peer) === name) return true
    return false
  }

  /** Those of simulated clients, by their names, and the others. */
  #connections(): { own: Map<string, SeenClient[]>; others: SeenClient[] } {
    const own = new Map<string, SeenClient[]>()
    const others: SeenClient[] = []
    for (const client of this.#seen?.clients.values() ?? []) {
      const name = simulatedName("client", client.identity, this.#simulated)
      if (name === undefined) others.push(client)
      else own.set(name, [...(own.get(name) ?? []), client])
    }
    return { own, others }
  }

  #simulatedClients(connections: ReadonlyMap<string, SeenClient[]>): Client[] {
    const moment = this.#momentOf(this.#seen)
    return namesOf(this.#simulated.clients, connections).map((name) => {
      const all = connections.get(name) ?? []
      const told = this.#simulated.clients.get(name) ?? ended(name)
      const client = simulatedClient(told, all, this.#left.get(name) ?? NOTHING, moment)
      const intended = this.#simulated.intended.get(name)
      return intended === undefined ? client : { ...client, intended }
    })
  }

  #momentOf(seen: Seen | undefined): Moment {
    return { now: seen?.now ?? 0, isHeldBack: ({ index }) => this.#heldBack.has(index) }
  }

  #withDrain(worker: Worker): Worker {
    const told = this.drains.get(worker)
    if (told === undefined || worker.state === "stopping") return worker
    // The broker's answer may overtake the record of the last reply.
    const state = worker.outstanding > 0 ? "draining" : told
    return { ...worker, state }
  }
}

function ended(name: string) {
  return { name, state: "stopping", behaviour: null } as const
}

/** Those that run and those that have been ended but are still seen, in the order of their names' numbers. */
function namesOf(
  running: ReadonlyMap<string, unknown>,
  seen: ReadonlyMap<string, unknown>,
): string[] {
  const numberIn = (name: string): number => Number(/\d+$/.exec(name)?.[0] ?? 0)
  const names = new Set([...running.keys(), ...seen.keys()])
  return [...names].sort((one, other) => numberIn(one) - numberIn(other))
}

/** Gives each name once, the later of two alike with a number. */
function nameKeeper(): (wanted: string) => string {
  const taken = new Set<string>()
  return (wanted) => {
    let name = wanted
    for (let copy = 2; taken.has(name); copy += 1) name = `${wanted}~${copy}`
    taken.add(name)
    return name
  }
}
