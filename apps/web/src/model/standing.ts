import { assertUnreachable, type Envelope, type EnvelopeState } from "@zmqscope/protocol"

const NOWHERE: ReadonlySet<number> = new Set()

/** Where live envelopes stand, by their numbers, each place in the order in which they came to it. */
export class Standing {
  readonly #waiting = new Set<number>()
  readonly #unseen = new Set<number>()
  readonly #returning = new Set<number>()
  /** How many each client waits for, by its index; only those that wait. */
  readonly #asking = new Map<number, number>()
  /** By the worker's index; only those at which something stands. */
  readonly #workers = new Map<number, Set<number>>()

  /** Received, or put back, and not yet handed to a DEALER. */
  get waiting(): ReadonlySet<number> {
    return this.#waiting
  }

  /** In the DEALER: handed to it, and not yet seen on the way to a worker. */
  get unseen(): ReadonlySet<number> {
    return this.#unseen
  }

  /** Replied, and the reply has not left the ROUTER. */
  get returning(): ReadonlySet<number> {
    return this.#returning
  }

  /** The workers that have something, by index: the first is in service, the others its backlog. */
  get workers(): ReadonlyMap<number, ReadonlySet<number>> {
    return this.#workers
  }

  /** The clients that wait for a reply, by index. */
  get asking(): Iterable<number> {
    return this.#asking.keys()
  }

  atWorker(index: number): ReadonlySet<number> {
    return this.#workers.get(index) ?? NOWHERE
  }

  get size(): number {
    let atWorkers = 0
    for (const numbers of this.#workers.values()) atWorkers += numbers.size
    return this.#waiting.size + this.#unseen.size + this.#returning.size + atWorkers
  }

  /** An envelope is where its row says; `before` and `workerBefore`: where it was, null of a new one. */
  move(row: Envelope, before: EnvelopeState | null, workerBefore: number | null): void {
    if (before !== null) this.#placeOf(before, workerBefore)?.delete(row.number)
    if (before === "at-worker" && workerBefore !== null && this.atWorker(workerBefore).size === 0) {
      this.#workers.delete(workerBefore)
    }
    const place = this.#placeOf(row.state, row.worker)
    place?.add(row.number)
    const change = Number(place !== null) - Number(before !== null)
    if (change !== 0) this.#countAsked(row.client, change)
  }

  clear(): void {
    this.#waiting.clear()
    this.#unseen.clear()
    this.#returning.clear()
    this.#workers.clear()
    this.#asking.clear()
  }

  #countAsked(client: number, change: number): void {
    const asked = (this.#asking.get(client) ?? 0) + change
    if (asked > 0) this.#asking.set(client, asked)
    else this.#asking.delete(client)
  }

  #placeOf(state: EnvelopeState, worker: number | null): Set<number> | null {
    switch (state) {
      case "waiting":
        return this.#waiting
      case "unseen":
        return this.#unseen
      case "at-worker":
        return worker === null ? null : this.#of(worker)
      case "replied":
        return this.#returning
      case "returned":
      case "undeliverable":
      case "lost":
      case "expired":
      case "shed":
        return null
      default:
        return assertUnreachable(state)
    }
  }

  #of(worker: number): Set<number> {
    const known = this.#workers.get(worker)
    if (known !== undefined) return known
    const numbers = new Set<number>()
    this.#workers.set(worker, numbers)
    return numbers
  }
}
