import type { NamedEnvelope, StreamMessage } from "@zmqscope/protocol"

/** Names kept of each kind; peers that went long ago are forgotten first. */
const MAX_NAMES = 20_000

/** What is written of a peer whose name is not known. */
export function unnamed(kind: "client" | "worker", index: number): string {
  return `${kind} #${index}`
}

/** Which name each index of this run stands for, of the gone ones too. */
export class Roster {
  readonly #clients = new Map<number, string>()
  readonly #workers = new Map<number, string>()
  #version = 0

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

  /** Learns the names in a message. A snapshot's go before: it knows simulated peers by their own. */
  learn(message: StreamMessage): void {
    switch (message.type) {
      case "hello":
      case "checkpoint":
        for (const { index, name } of message.clients)
          this.#learn(this.#clients, index, name, false)
        for (const { index, name } of message.workers)
          this.#learn(this.#workers, index, name, false)
        return
      case "snapshot":
        for (const { index, name } of message.clients ?? message.changedClients ?? [])
          this.#learn(this.#clients, index, name, true)
        for (const { index, name } of message.workers ?? message.changedWorkers ?? [])
          this.#learn(this.#workers, index, name, true)
        return
      case "client":
        this.#learn(this.#clients, message.client.index, message.client.name, false)
        return
      case "worker":
        this.#learn(this.#workers, message.worker.index, message.worker.name, false)
        return
      case "gap":
      case "marker":
      case "notice":
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
    this.#version += 1
  }

  #learn(names: Map<number, string>, index: number, name: string, overrule: boolean): void {
    const known = names.get(index)
    if (index < 0 || known === name || (known !== undefined && !overrule)) return
    names.set(index, name)
    this.#version += 1
    if (names.size <= MAX_NAMES) return
    const oldest = names.keys().next()
    if (oldest.done !== true) names.delete(oldest.value)
  }
}
