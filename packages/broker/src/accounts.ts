import type { ClientIdentity, WorkerIdentity } from "@zmqscope/protocol"
import type { LiveEnvelope } from "./ledger.js"

/** A client and its counts, from its joining to its leaving. */
export interface ClientAccount extends ClientIdentity {
  readonly routingId: Buffer
  /** Whether it has left. */
  isGone: boolean
  sent: number
  returned: number
  /** Requests of its that ended without a reply returned. */
  undelivered: number
}

/** A worker and its counts, from the end of its handshake to the end of its connection. */
export interface WorkerAccount extends WorkerIdentity {
  /** Requests seen on their way to it that it has not replied to. */
  outstanding: number
  served: number
  /** Requests handed to it, or seen at it, that it has not replied to. */
  load: number
  /** Position of the last handing to it in the order of all; 0 before the first. */
  lastHanded: number
  /** Nothing more is dealt to it. */
  isDraining: boolean
  /** What is its: handed to its own DEALER, at it, or replied and not yet returned. */
  readonly envelopes: Set<LiveEnvelope>
  /** The newest handing that it has passed, or that it cannot have got since it joined later. */
  horizon: number
}

/** Numbers the peers of one side from 0, never again, and keeps their names apart while they live. */
export class Roll<A extends { readonly index: number; readonly name: string }> {
  readonly #live = new Map<number, A>()
  readonly #names = new Set<string>()
  #next = 0

  get size(): number {
    return this.#live.size
  }

  [Symbol.iterator](): IterableIterator<A> {
    return this.#live.values()
  }

  get(index: number): A | undefined {
    return this.#live.get(index)
  }

  /** Adds what `create` makes of the next index and a name that no other live peer bears. */
  add(wantedName: string, create: (index: number, name: string) => A): A {
    const account = create(this.#next, this.#freeName(wantedName))
    this.#next += 1
    this.#live.set(account.index, account)
    this.#names.add(account.name)
    return account
  }

  remove(account: A): void {
    if (this.#live.delete(account.index)) this.#names.delete(account.name)
  }

  #freeName(wanted: string): string {
    if (!this.#names.has(wanted)) return wanted
    for (let copy = 2; ; copy += 1) {
      const name = `${wanted}~${copy}`
      if (!this.#names.has(name)) return name
    }
  }
}

/** A routing id as people read it: its text when it is printable, `0x` and its bytes otherwise. */
export function routingIdName(routingId: Buffer): string {
  const text = routingId.toString("utf8")
  const isPrintable = /^[\p{L}\p{N}\p{P}\p{S} ]+$/u.test(text) && !text.includes("\ufffd")
  return isPrintable ? text : `0x${routingId.toString("hex")}`
}
