import type { RecordBatch, StreamMessage } from "@zmqscope/protocol"

/** Records that may wait for the next frame: 10 s of 20,000 a second, about 25 MB. */
const MAX_WAITING_RECORDS = 200_000

export type Arrival =
  | { readonly type: "message"; readonly message: StreamMessage }
  | { readonly type: "batch"; readonly batch: RecordBatch }

/** What came since the last frame, in order. When frames stay away records go, and a gap is left. */
export class Inbox {
  readonly #limit: number
  #arrivals: Arrival[] = []
  #records = 0

  constructor(limit = MAX_WAITING_RECORDS) {
    this.#limit = limit
  }

  putMessage(message: StreamMessage): void {
    this.#arrivals.push({ type: "message", message })
  }

  putBatch(batch: RecordBatch): void {
    this.#arrivals.push({ type: "batch", batch })
    this.#records += batch.records.length
    if (this.#records > this.#limit) this.#dropRecords(batch.firstSequence + batch.records.length)
  }

  take(): readonly Arrival[] {
    const taken = this.#arrivals
    this.#arrivals = []
    this.#records = 0
    return taken
  }

  /** All records at once, not the oldest alone: half a timeline is worth nothing. */
  #dropRecords(sequence: number): void {
    this.#arrivals = this.#arrivals.filter((arrival) => arrival.type === "message")
    this.putMessage({ type: "gap", missed: this.#records, sequence })
    this.#records = 0
  }
}
