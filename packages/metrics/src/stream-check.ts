import type { Hello, RecordBatch, StreamMessage } from "@zmqscope/protocol"
import { conservation } from "./conservation.js"
import { EnvelopeBook } from "./envelope-book.js"
import { Fold } from "./fold.js"
import { History } from "./history.js"

/** Faults that are kept in words. */
const MAX_FAULTS = 20
/** What a check of every record needs no more of. */
const BOOK_CAPACITY = 1

/**
 * Follows a stream as a viewer that takes nothing on trust: every record comes in its turn, and the
 * fold of them equals what the broker itself says once a second.
 */
export class StreamCheck {
  /** Runs of the broker that were greeted. */
  runs = 0
  records = 0
  /** Records that did not come: told of in gaps, or left out in silence. */
  missed = 0
  /** Checkpoints that the fold had to equal, and did or did not. */
  compared = 0
  /** What was not as it must be, a sentence each, the first ones. */
  readonly faults: string[] = []
  /** Of the run that was greeted last. */
  history = new History()
  #run: string | null = null
  #fold: Fold | undefined
  #sequence = 0

  batch({ firstSequence, records }: RecordBatch): void {
    if (this.#fold === undefined) {
      this.#fault("records came while the broker was down")
      return
    }
    if (firstSequence !== this.#sequence) {
      this.#fault(`record ${firstSequence} came where ${this.#sequence} was next`)
      this.missed += Math.max(0, firstSequence - this.#sequence)
    }
    this.#sequence = firstSequence + records.length
    this.records += records.length
    this.#fold.records(records)
  }

  message(message: StreamMessage): void {
    if (message.type === "hello") {
      this.#hello(message)
      return
    }
    const fold = this.#fold
    if (fold === undefined) return
    switch (message.type) {
      case "client":
        fold.client(message)
        return
      case "worker":
        fold.worker(message)
        return
      case "gap":
        this.missed += message.missed
        this.#sequence = message.sequence
        fold.gap(message.missed)
        this.#fault(`a gap: ${message.missed} records were missed`)
        return
      case "checkpoint": {
        if (message.sequence !== this.#sequence) {
          this.#fault(`a checkpoint at ${message.sequence}, where ${this.#sequence} is next`)
        }
        const { adopted, discrepancies } = fold.checkpoint(message)
        if (adopted) return
        this.compared += 1
        for (const { figure, folded, broker } of discrepancies) {
          this.#fault(`${figure}: the records give ${folded}, the broker says ${broker}`)
        }
        return
      }
      case "snapshot":
        for (const fault of message.faults) this.#fault(fault)
        if (!conservation(message.totals).balanced)
          this.#fault("a snapshot's totals do not balance")
        return
      default:
        return
    }
  }

  #hello({ run, epochUnixUs, sequence, clients, workers }: Hello): void {
    if (run !== null && run !== this.#run) this.runs += 1
    if (run !== null) this.#run = run
    this.#sequence = sequence
    const history = new History()
    this.history = history
    this.#fold =
      run === null
        ? undefined
        : new Fold({ epochUnixUs, history, book: new EnvelopeBook(BOOK_CAPACITY) })
    // What was there before was never seen, and is taken over from the first checkpoint.
    const isBeginning = sequence === 0 && clients.length + workers.length === 0
    if (!isBeginning) this.#fold?.gap(0)
  }

  #fault(fault: string): void {
    if (this.faults.length < MAX_FAULTS) this.faults.push(fault)
  }
}
