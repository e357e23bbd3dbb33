import type { Envelope } from "@zmqscope/protocol"

/** How many empty queues are kept before they are swept; workers' indexes only ever grow. */
const QUEUES_KEPT = 1024

/** So many that have left are dropped at once: to move all others up for each costs more than the rest. */
const LEFT_DROPPED = 32

interface WorkerQueue {
  /** In the order in which they were dealt; before `first` they have left. */
  readonly rows: (Envelope | undefined)[]
  /** Where the one in service stands. */
  first: number
  lastRepliedAt: number
}

/**
 * What stands at each worker, to infer when it took each request up: when it was dealt, or at the
 * worker's previous reply, whichever is later.
 */
export class WorkerQueues {
  readonly #queues = new Map<number, WorkerQueue>()

  /** A request was dealt: notes how many it stands behind. */
  join(row: Envelope, worker: number, at: number): void {
    const queue = this.#of(worker)
    row.behind = queue.rows.length - queue.first
    if (row.behind === 0) row.serviceStartAt = Math.max(at, queue.lastRepliedAt)
    queue.rows.push(row)
  }

  /** A request that was dealt before anybody looked stands behind the others, and is as it was told. */
  restore(row: Envelope): void {
    if (row.worker !== null) this.#of(row.worker).rows.push(row)
  }

  /** A request was replied to: the next one at its worker is in service from now on. */
  reply(row: Envelope, at: number): void {
    const queue = row.worker === null ? undefined : this.#queues.get(row.worker)
    if (queue === undefined || row.dealtAt === null) return
    row.serviceStartAt ??= Math.max(row.dealtAt, queue.lastRepliedAt)
    queue.lastRepliedAt = at
    this.#remove(queue, row)
    const next = queue.rows[queue.first]
    if (next !== undefined && next.serviceStartAt === null) next.serviceStartAt = at
  }

  /** A request goes without a reply; the worker is gone, so nobody moves up. */
  leave(row: Envelope): void {
    const queue = row.worker === null ? undefined : this.#queues.get(row.worker)
    if (queue !== undefined) this.#remove(queue, row)
  }

  oldestDealtAt(worker: number): number | null {
    const queue = this.#queues.get(worker)
    return queue?.rows[queue.first]?.dealtAt ?? null
  }

  clear(): void {
    this.#queues.clear()
  }

  #remove(queue: WorkerQueue, row: Envelope): void {
    const { rows } = queue
    if (rows[queue.first] !== row) {
      const place = rows.indexOf(row)
      if (place >= 0) rows.splice(place, 1)
      return
    }
    rows[queue.first] = undefined
    queue.first += 1
    if (queue.first < LEFT_DROPPED) return
    rows.splice(0, queue.first)
    queue.first = 0
  }

  #of(worker: number): WorkerQueue {
    const known = this.#queues.get(worker)
    if (known !== undefined) return known
    if (this.#queues.size >= QUEUES_KEPT) {
      for (const [index, queue] of this.#queues) {
        if (queue.rows.length === queue.first) this.#queues.delete(index)
      }
    }
    const queue: WorkerQueue = { rows: [], first: 0, lastRepliedAt: 0 }
    this.#queues.set(worker, queue)
    return queue
  }
}
