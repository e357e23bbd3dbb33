import type { WorkerIdentity } from "@zmqscope/protocol"

export type DrainState = "draining" | "drained"

/** One connection of a worker: its index may come back, the address it came from does not. */
export type Connection = Pick<WorkerIdentity, "index" | "address">

/**
 * The workers that nothing more is dealt to. The broker knows them no longer than their connection
 * lasts, and news of its end can be missed: what is known of one connection holds for no other.
 */
export class Drains {
  readonly #drains = new Map<number, { readonly address: string; state: DrainState }>()

  get(worker: Connection): DrainState | undefined {
    return this.#find(worker)?.state
  }

  /** False when it drains already. */
  begin(worker: Connection): boolean {
    if (this.#find(worker) !== undefined) return false
    this.#drains.set(worker.index, { address: worker.address, state: "draining" })
    return true
  }

  /** It has replied to all it had. False when it has left meanwhile, and nothing is known of it. */
  finish(worker: Connection): boolean {
    const drain = this.#find(worker)
    if (drain === undefined) return false
    drain.state = "drained"
    return true
  }

  end(worker: Connection): void {
    if (this.#find(worker) !== undefined) this.#drains.delete(worker.index)
  }

  /** Whoever is not among those that are there has left. */
  keepOnly(workers: readonly Connection[]): void {
    const there = new Map(workers.map(({ index, address }) => [index, address]))
    for (const [index, { address }] of this.#drains) {
      if (there.get(index) !== address) this.#drains.delete(index)
    }
  }

  clear(): void {
    this.#drains.clear()
  }

  #find({ index, address }: Connection) {
    const drain = this.#drains.get(index)
    return drain?.address === address ? drain : undefined
  }
}
