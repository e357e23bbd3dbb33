import type { Envelope, EnvelopeState } from "@zmqscope/protocol"

/** Where live envelopes stand, by their numbers, each place in the order in which they came to it. */
export class Standing {
  readonly #places = {
    waiting: new Set<number>(),
    unseen: new Set<number>(),
    replied: new Set<number>(),
  }
  /** How many each client waits for, by its index; only those that wait. */
  readonly #asking = new Map<number, number>()
  readonly #workers = new Map<number, Set<number>>()

  /** Received, or put back, and not yet handed to a DEALER. */
  get waiting(): ReadonlySet<number> {
    return this.#places.waiting
  }

  /** In the DEALER: handed to it, and not yet seen on the way to a worker. */
  get unseen(): ReadonlySet<number> {
    return this.#places.unseen
  }

  /** Replied, and the reply has not left the ROUTER. */
  get returning(): ReadonlySet<number> {
    return this.#places.replied
  }

  /** The workers at which something stands, by index: the first is in service, the others its backlog. */
  get workers(): ReadonlyMap<number, ReadonlySet<number>> {
    return this.#workers
  }

  /** The clients that wait for a reply, by index. */
  get asking(): Iterable<number> {
    return this.#asking.keys()
  }

  /** An envelope is where its row says; `before` and `workerBefore`: where it was, null of a new one. */
  move(row: Envelope, before: EnvelopeState | null, workerBefore: number | null): void {
    if (before !== null) this.#placeOf(before, workerBefore)?.delete(row.number)
    if (before === "at-worker" && workerBefore !== null) {
      if (this.#workers.get(workerBefore)?.size === 0) this.#workers.delete(workerBefore)
    }
    const place = this.#placeOf(row.state, row.worker)
    place?.add(row.number)
    const asked = (this.#asking.get(row.client) ?? 0) + Number(!!place) - Number(before !== null)
    if (asked > 0) this.#asking.set(row.client, asked)
    else this.#asking.delete(row.client)
  }

  clear(): void {
    for (const place of Object.values(this.#places)) place.clear()
    this.#workers.clear()
    this.#asking.clear()
  }

  /** Undefined of what has ended: it stands nowhere. */
  #placeOf(state: EnvelopeState, worker: number | null): Set<number> | undefined {
    if (state !== "at-worker") return isPlace(state, this.#places) ? this.#places[state] : undefined
    if (worker === null) return undefined
    const known = this.#workers.get(worker) ?? new Set()
    this.#workers.set(worker, known)
    return known
  }
}

function isPlace<P extends object>(state: PropertyKey, places: P): state is keyof P {
  return Object.hasOwn(places, state)
}
