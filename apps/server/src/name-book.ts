/** Names kept for envelopes of peers that have left; the oldest go first. */
const MAX_NAMES = 50_000

/** How the broker called a peer, and whether it is the simulator's, where the engine can tell. */
export interface PeerName {
  readonly name: string
  readonly simulated?: boolean
}

/** Who each index of a run stood for, for the envelopes of peers that have left. */
export class NameBook {
  readonly #names = new Map<number, PeerName>()

  set(index: number, { name, simulated }: PeerName): void {
    this.#names.set(index, simulated === undefined ? { name } : { name, simulated })
    if (this.#names.size <= MAX_NAMES) return
    const oldest = this.#names.keys().next()
    if (oldest.done !== true) this.#names.delete(oldest.value)
  }

  get(index: number): PeerName | undefined {
    return this.#names.get(index)
  }

  [Symbol.iterator](): IterableIterator<PeerName> {
    return this.#names.values()
  }
}
