import type { ClientAccount, WorkerAccount } from "../accounts.js"
import { monotonicUs } from "../clock.js"
import type { Chooser } from "./chooser.js"
import { Place } from "./place.js"
import type { Strategy, Table } from "./strategy.js"

/**
 * The broker's own strategies, over workers in the order in which libzmq's DEALER keeps its pipes
 * (lb.cpp): a new one goes to the end, the last takes the place of one that leaves. After a handing
 * the turn goes on behind it.
 */
export class Ring implements Table, Chooser {
  readonly ring: Place[] = []
  turn = 0
  virtualTime = 0
  nowUs = 0
  client: Uint8Array = new Uint8Array()
  strategy: Strategy
  /** The most requests that may be outstanding at one worker. */
  prefetch: number
  readonly #random: () => number
  readonly #now: () => number
  readonly #places = new Map<WorkerAccount, Place>()
  #replies = 0

  /** @param now microseconds on a monotonic clock */
  constructor(
    strategy: Strategy,
    prefetch: number,
    random: () => number,
    now: () => number = monotonicUs,
  ) {
    this.strategy = strategy
    this.prefetch = prefetch
    this.#random = random
    this.#now = now
  }

  add(worker: WorkerAccount): void {
    const place = new Place(worker)
    this.#places.set(worker, place)
    this.ring.push(place)
  }

  remove(worker: WorkerAccount): void {
    const position = this.ring.findIndex((place) => place.worker === worker)
    if (position < 0) return
    this.#places.delete(worker)
    const last = this.ring.pop()
    if (last !== undefined && last.worker !== worker) this.ring[position] = last
    if (this.turn >= this.ring.length) this.turn = 0
  }

  isEligible(position: number): boolean {
    const place = this.ring[position]
    return place !== undefined && place.load < this.prefetch
  }

  hasRoom(): boolean {
    for (let position = 0; position < this.ring.length; position += 1) {
      if (this.isEligible(position)) return true
    }
    return false
  }

  /** The worker that the strategy chooses; the turn is behind it then. */
  choose({ routingId }: Pick<ClientAccount, "routingId">): WorkerAccount | undefined {
    this.nowUs = this.#now()
    this.client = routingId
    const position = this.strategy(this, this.#random)
    const place = position === undefined ? undefined : this.ring[position]
    if (position === undefined || place === undefined) return undefined
    this.turn = (position + 1) % this.ring.length
    this.virtualTime = Math.max(place.virtualFinish, this.virtualTime)
    place.virtualFinish = this.virtualTime + 1 / place.weight
    place.dealt(this.nowUs)
    return place.worker
  }

  replied(worker: WorkerAccount): void {
    this.#replies += 1
    this.#places.get(worker)?.replied(this.#now(), this.#replies)
  }
}
