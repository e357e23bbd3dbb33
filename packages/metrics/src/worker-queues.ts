import {
  BEHIND,
  DEALT_AT,
  type EnvelopeRows,
  REPLIED_AT,
  SERVICE_START_AT,
  WORKER,
} from "./envelope-rows.js"
import { IndexMap } from "./index-map.js"

/** How many empty queues are kept before they are swept; workers' indexes only ever grow. */
const QUEUES_KEPT = 1024

/** So many that have left are dropped at once: to move all others up for each costs more than the rest. */
const LEFT_DROPPED = 32

interface WorkerQueue {
  /** Rows in the order in which they were dealt; those before `first` have left. */
  readonly rows: number[]
  /** Where the one in service stands. */
  first: number
  lastRepliedAt: number
}

/**
 * What stands at each worker, to infer when it took each request up: when it was dealt, or at the
 * worker's previous reply, whichever is later.
 */
export class WorkerQueues {
  readonly #rows: EnvelopeRows
  readonly #queues = new IndexMap<WorkerQueue>()

  constructor(rows: EnvelopeRows) {
    this.#rows = rows
  }

  /** A request was dealt: notes how many it stands behind. */
  join(row: number): void {
    const { cells } = this.#rows
    const queue = this.#of(cells[row + WORKER] ?? 0)
    const behind = queue.rows.length - queue.first
    cells[row + BEHIND] = behind
    if (behind === 0) {
      cells[row + SERVICE_START_AT] = Math.max(cells[row + DEALT_AT] ?? 0, queue.lastRepliedAt)
    }
    queue.rows.push(row)
  }

  /** A request that was dealt before anybody looked stands behind the others, and is as it was told. */
  restore(row: number): void {
    const worker = this.#rows.nullable(row + WORKER)
    if (worker !== null) this.#of(worker).rows.push(row)
  }

  /** A request was replied to: the next one at its worker is in service from now on. */
  reply(row: number): void {
    const { cells } = this.#rows
    const queue = this.#queues.get(cells[row + WORKER] ?? Number.NaN)
    const dealtAt = cells[row + DEALT_AT] ?? Number.NaN
    if (queue === undefined || Number.isNaN(dealtAt)) return
    const at = cells[row + REPLIED_AT] ?? 0
    if (Number.isNaN(cells[row + SERVICE_START_AT])) {
      cells[row + SERVICE_START_AT] = Math.max(dealtAt, queue.lastRepliedAt)
    }
    queue.lastRepliedAt = at
    this.#remove(queue, row)
    const next = queue.rows[queue.first]
    if (next !== undefined && Number.isNaN(cells[next + SERVICE_START_AT])) {
      cells[next + SERVICE_START_AT] = at
    }
  }

  /** A request goes without a reply; the worker is gone, so nobody moves up. */
  leave(row: number): void {
    const queue = this.#queues.get(this.#rows.cells[row + WORKER] ?? Number.NaN)
    if (queue !== undefined) this.#remove(queue, row)
  }

  /** Requests that stand at a worker. */
  lengthAt(worker: number): number {
    const queue = this.#queues.get(worker)
    return queue === undefined ? 0 : queue.rows.length - queue.first
  }

  oldestDealtAt(worker: number): number | null {
    const queue = this.#queues.get(worker)
    const row = queue?.rows[queue.first]
    return row === undefined ? null : this.#rows.nullable(row + DEALT_AT)
  }

  clear(): void {
    this.#queues.clear()
  }

  #remove(queue: WorkerQueue, row: number): void {
    const { rows, first } = queue
    if (rows[first] !== row) {
      const place = rows.indexOf(row, first)
      if (place >= 0) rows.splice(place, 1)
      return
    }
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
