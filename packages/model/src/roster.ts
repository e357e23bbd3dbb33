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

type Side = "client" | "worker"
type Names = readonly { readonly index: number; readonly name: string }[]

/** Which name each index of this run stands for, of the gone ones too. */
export class Roster {
  readonly #names = { client: new Map<number, string>(), worker: new Map<number, string>() }
  readonly #facts = { client: new Map<number, Facts>(), worker: new Map<number, Facts>() }
  #silent: ReadonlySet<number> = new Set()
  #version = 0

  /** Changes whenever anything that is known of peers does. */
  get version(): number {
    return this.#version
  }

  get clientNames(): ReadonlyMap<number, string> {
    return this.#names.client
  }

  get workerNames(): ReadonlyMap<number, string> {
    return this.#names.worker
  }

  client(index: number): string {
    return this.#names.client.get(index) ?? unnamed("client", index)
  }

  worker(index: number): string {
    return this.#names.worker.get(index) ?? unnamed("worker", index)
  }

  /** Empty where it is not known. */
  fact(key: keyof Facts, side: Side, index: number): string {
    return this.#facts[side].get(index)?.[key] ?? ""
  }

  /** Whether a worker is silent now. */
  isSilent(worker: number): boolean {
    return this.#silent.has(worker)
  }

  /** Learns the names in a message. A snapshot's go before: it knows simulated peers by their own. */
  learn(message: StreamMessage): void {
    if (message.type === "hello" || message.type === "checkpoint") {
      this.#meet("client", message.clients)
      this.#meet("worker", message.workers)
    } else if (message.type === "snapshot") {
      this.#learn("client", message.clients ?? message.changedClients ?? [], true)
      this.#learn("worker", message.workers ?? message.changedWorkers ?? [], true)
      this.#hearSilence(message)
    } else if (message.type === "client") this.#meet("client", [message.client])
    else if (message.type === "worker") this.#meet("worker", [message.worker])
  }

  /** Learns who a row is of: peers that went before the page listened are named there alone. */
  learnRow(row: NamedEnvelope): void {
    this.#learn("client", [{ index: row.client, name: row.clientName }])
    for (const { worker: index, workerName: name } of [row, ...row.earlierAttempts]) {
      if (index !== null && name !== null) this.#learn("worker", [{ index, name }])
    }
  }

  clear(): void {
    for (const { client, worker } of [this.#names, this.#facts]) {
      client.clear()
      worker.clear()
    }
    this.#silent = new Set()
    this.#version += 1
  }

  #meet(side: Side, peers: readonly (ClientIdentity | WorkerIdentity)[]): void {
    this.#learn(side, peers)
    for (const { index, address = "", socketType: type = "" } of peers) {
      const known = this.#facts[side].get(index)
      if (known?.address === address && known.type === type) continue
      this.#keep(this.#facts[side], index, { address, type })
    }
  }

  #hearSilence({ workers, changedWorkers = [] }: SnapshotMessage) {
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

  #learn(side: Side, peers: Names, overrules = false): void {
    for (const { index, name } of peers) {
      const known = this.#names[side].get(index)
      if (known === name || (known !== undefined && !overrules)) continue
      this.#keep(this.#names[side], index, name)
    }
  }

  #keep<V>(known: Map<number, V>, index: number, value: V): void {
    if (index < 0) return
    known.set(index, value)
    this.#version += 1
    const oldest = known.keys().next()
    if (known.size > MAX_NAMES && oldest.done !== true) known.delete(oldest.value)
  }
}
