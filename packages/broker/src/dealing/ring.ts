import type { WorkerAccount } from "../accounts.js"
import type { Chooser } from "./chooser.js"
import type { Strategy, Table } from "./strategies.js"

/**
 * The broker's own strategies, over workers in the order in which libzmq's DEALER keeps its pipes
 * (lb.cpp): a new one goes to the end, the last takes the place of one that leaves. After a handing
 * the turn goes on behind it.
 */
export class Ring implements Table, Chooser {
  readonly ring: WorkerAccount[] = []
  turn = 0
  strategy: Strategy
  /** The most requests that may be outstanding at one worker. */
  prefetch: number
  readonly #random: () => number

  constructor(strategy: Strategy, prefetch: number, random: () => number) {
    this.strategy = strategy
    this.prefetch = prefetch
    this.#random = random
  }

  add(worker: WorkerAccount): void {
    this.ring.push(worker)
  }

  remove(worker: WorkerAccount): void {
    const position = this.ring.indexOf(worker)
    if (position < 0) return
    const last = this.ring.pop()
    if (last !== undefined && last !== worker) this.ring[position] = last
    if (this.turn >= this.ring.length) this.turn = 0
  }

  isEligible(position: number): boolean {
    const worker = this.ring[position]
    return worker !== undefined && worker.load < this.prefetch
  }

  hasRoom(): boolean {
    for (let position = 0; position < this.ring.length; position += 1) {
      if (this.isEligible(position)) return true
    }
    return false
  }

  /** The worker that the strategy chooses; the turn is behind it then. */
  choose(): WorkerAccount | undefined {
    const position = this.strategy(this, this.#random)
    if (position === undefined) return undefined
    this.turn = (position + 1) % this.ring.length
    return this.ring[position]
  }

  replied(): void {}
}
