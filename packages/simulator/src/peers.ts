import { CallError } from "@zmqscope/protocol"
import type { EndedWhy, SimulatedKind, Spawn } from "./calls.js"
import { PeerNames } from "./peer-names.js"

export interface Peer {
  readonly name: string
  readonly ended: Promise<EndedWhy>
  stop(): void
  kill(): void
}

/** A process holds no more of a kind; the server's own limits are far below it. */
export const MOST_PEERS = 2000

/** The live peers of one kind, by name, oldest first. */
export class Peers<P extends Peer> {
  readonly #kind: SimulatedKind
  readonly #names: PeerNames
  readonly #onEnded: (peer: P, why: EndedWhy) => void
  readonly #live = new Map<string, P>()

  constructor(kind: SimulatedKind, onEnded: (peer: P, why: EndedWhy) => void) {
    this.#kind = kind
    this.#names = new PeerNames(kind)
    this.#onEnded = onEnded
  }

  get live(): readonly P[] {
    return [...this.#live.values()]
  }

  /** Throws CallError `invalid`, having spawned none. */
  spawn({ count, names: given, taken }: Spawn<unknown>, create: (name: string) => P): P[] {
    this.#check(count, given)
    const names = given ?? Array.from({ length: count }, () => this.#names.next(taken))
    return names.map((name) => {
      const peer = create(name)
      this.#live.set(name, peer)
      void this.#awaitEnd(peer)
      return peer
    })
  }

  /** Throws CallError `unknown-peer`. */
  find(name: string): P {
    const peer = this.#live.get(name)
    if (peer === undefined) {
      throw new CallError("unknown-peer", `no simulated ${this.#kind} is named ${name}`)
    }
    return peer
  }

  async #awaitEnd(peer: P): Promise<void> {
    const why = await peer.ended
    this.#live.delete(peer.name)
    this.#onEnded(peer, why)
  }

  #check(count: number, given: readonly string[] | undefined): void {
    const room = MOST_PEERS - this.#live.size
    if (!Number.isInteger(count) || count < 1 || count > room) {
      throw new CallError("invalid", `the count must be a whole number from 1 to ${room}`)
    }
    if (given === undefined) return
    if (new Set(given).size !== count || given.length !== count) {
      throw new CallError("invalid", `for ${count} peers, names must be ${count} different ones`)
    }
    for (const name of given) {
      if (this.#live.has(name)) throw new CallError("invalid", `${name} is live already`)
      this.#names.take(name)
    }
  }
}
