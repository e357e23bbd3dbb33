import type { RecordBatch, StreamMessage } from "@zmqscope/protocol"

/** Records that may wait for the next frame: 10 s of 20,000 a second, about 25 MB. */
const MAX_WAITING_RECORDS = 200_000

export type Arrival =
  | { readonly type: "message"; readonly message: StreamMessage }
  | { readonly type: "batch"; readonly batch: RecordBatch }

/** What came since the last frame, in order. When frames stay away the oldest records go, counted. */
export class Inbox {
  readonly #limit: number
  #arrivals: Arrival[] = []
  #records = 0
  #dropped = 0

  constructor(limit = MAX_WAITING_RECORDS) {
    this.#limit = limit
  }

  putMessage(message: StreamMessage): void {
    this.#arrivals.push({ type: "message", message })
  }

  putBatch(batch: RecordBatch): void {
    this.#arrivals.push({ type: "batch", batch })
    this.#records += batch.records.length
    if (this.#records > this.#limit) this.#dropRecords()
  }

  /** Empties it. `dropped` records went missing before the first arrival. */
  take(): { readonly arrivals: readonly Arrival[]; readonly dropped: number } {
    const taken = { arrivals: this.#arrivals, dropped: this.#dropped }
    this.#arrivals = []
    this.#records = 0
    this.#dropped = 0
    return taken
  }

  /** All records at once, not the oldest alone: half a timeline is worth nothing. */
  #dropRecords(): void {
    this.#dropped += this.#records
    this.#records = 0
    this.#arrivals = this.#arrivals.filter((arrival) => arrival.type === "message")
  }
}
