import type {
  ClientIdentity,
  NamedEnvelope,
  SnapshotMessage,
  StreamMessage,
  WorkerIdentity,
} from "@zmqscope/protocol"

/** Names kept of each kind; peers that went long ago are forgotten first. */
const MAX_NAMES = 20_000

/** What is written of a peer whose name is not known. */
export function unnamed(kind: "client" | "worker", index: number): string {
  return `${kind} #${index}`
}

/** What is known of a peer besides its name. */
interface Facts {
  readonly address: string
  readonly type: string
}

/** Which name each index of this run stands for, of the gone ones too. */
export class Roster {
  readonly #clients = new Map<number, string>()
  readonly #workers = new Map<number, string>()
  readonly #facts = { client: new Map<number, Facts>(), worker: new Map<number, Facts>() }
  #silent: ReadonlySet<number> = new Set()
  #version = 0

  /** Changes whenever anything that is known of peers does. */
  get version(): number {
    return this.#version
  }

  get clientNames(): ReadonlyMap<number, string> {
    return this.#clients
  }

  get workerNames(): ReadonlyMap<number, string> {
    return this.#workers
  }

  client(index: number): string {
    return this.#clients.get(index) ?? unnamed("client", index)
  }

  worker(index: number): string {
    return this.#workers.get(index) ?? unnamed("worker", index)
  }

  /** Empty where it is not known. */
  fact(key: keyof Facts, side: "client" | "worker", index: number): string {
    return this.#facts[side].get(index)?.[key] ?? ""
  }

  /** Whether a worker is silent now. */
  isSilent(worker: number): boolean {
    return this.#silent.has(worker)
  }

  /** Learns the names in a message. A snapshot's go before: it knows simulated peers by their own. */
  learn(message: StreamMessage): void {
    switch (message.type) {
      case "hello":
      case "checkpoint":
        for (const client of message.clients) this.#meet("client", client)
        for (const worker of message.workers) this.#meet("worker", worker)
        return
      case "snapshot":
        for (const { index, name } of message.clients ?? message.changedClients ?? [])
          this.#learn(this.#clients, index, name, true)
        for (const { index, name } of message.workers ?? message.changedWorkers ?? [])
          this.#learn(this.#workers, index, name, true)
        this.#hearSilence(message)
        return
      case "client":
        this.#meet("client", message.client)
        return
      case "worker":
        this.#meet("worker", message.worker)
        return
      case "gap":
      case "marker":
      case "notice":
      case "events":
      case "trials":
        return
    }
  }

  /** Learns who a row is of: peers that went before the page listened are named there alone. */
  learnRow(row: NamedEnvelope): void {
    this.#learn(this.#clients, row.client, row.clientName, false)
    for (const { worker, workerName } of [row, ...row.earlierAttempts]) {
      if (worker === null || workerName === null) continue
      this.#learn(this.#workers, worker, workerName, false)
    }
  }

  clear(): void {
    this.#clients.clear()
    this.#workers.clear()
    this.#facts.client.clear()
    this.#facts.worker.clear()
    this.#silent = new Set()
    this.#version += 1
  }

  #meet(side: "client" | "worker", peer: ClientIdentity | WorkerIdentity): void {
    const { index, name, address = "", socketType: type = "" } = peer
    this.#learn(side === "client" ? this.#clients : this.#workers, index, name, false)
    const facts = this.#facts[side]
    const known = facts.get(index)
    if (index < 0 || (known?.address === address && known.type === type)) return
    facts.set(index, { address, type })
    this.#version += 1
    forgetOldest(facts)
  }

  #hearSilence({
    workers,
    changedWorkers = [],
  }: Pick<SnapshotMessage, "workers" | "changedWorkers">) {
    const silent = new Set(workers === undefined ? this.#silent : [])
    for (const { index, silentUs } of workers ?? changedWorkers) {
      if (silentUs === null) silent.delete(index)
      else silent.add(index)
    }
    const isSame =
      silent.size === this.#silent.size && [...silent].every((index) => this.#silent.has(index))
    if (isSame) return
    this.#silent = silent
    this.#version += 1
  }

  #learn(names: Map<number, string>, index: number, name: string, overrule: boolean): void {
    const known = names.get(index)
    if (index < 0 || known === name || (known !== undefined && !overrule)) return
    names.set(index, name)
    this.#version += 1
    forgetOldest(names)
  }
}

function forgetOldest(known: Map<number, unknown>): void {
  if (known.size <= MAX_NAMES) return
  const oldest = known.keys().next()
  if (oldest.done !== true) known.delete(oldest.value)
}
