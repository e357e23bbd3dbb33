import type { WorkerAccount } from "./accounts.js"
import type { Strategy, Table } from "./strategies.js"

/**
 * Workers in the order in which libzmq's DEALER keeps its pipes (lb.cpp): a new one goes to the
 * end, the last takes the place of one that leaves. After a handing the turn goes on behind it.
 */
export class Ring implements Table {
  readonly ring: WorkerAccount[] = []
  turn = 0
  prefetch: number

  constructor(prefetch: number) {
    this.prefetch = prefetch
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
    return worker !== undefined && !worker.isDraining && worker.load < this.prefetch
  }

  hasEligible(): boolean {
    return this.ring.some((_, position) => this.isEligible(position))
  }

  /** The worker that the strategy chooses, and the turn after it. */
  choose(strategy: Strategy, random: () => number): WorkerAccount | undefined {
    const position = strategy(this, random)
    if (position === undefined) return undefined
    this.turn = (position + 1) % this.ring.length
    return this.ring[position]
  }
}
