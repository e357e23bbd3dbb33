import { getHeapStatistics } from "node:v8"
import { EnvelopeBook, Fold, History } from "@zmqscope/metrics"
import { decodeBatch, PipeDecoder } from "@zmqscope/protocol"
import type { StreamShape } from "./record-stream.js"

/** As the server keeps. */
const BOOK_CAPACITY = 100_000

/** What of the server sees every record. */
export class FoldingServer {
  readonly #decoder = new PipeDecoder()
  readonly #fold = new Fold({
    epochUnixUs: 0,
    history: new History(),
    book: new EnvelopeBook(BOOK_CAPACITY),
  })
  #sequence = 0

  constructor({ clients, workers }: StreamShape) {
    for (let index = 0; index < clients; index += 1) {
      const client = { index, name: `client ${index}`, routingIdHex: "" }
      this.#fold.client({ event: "joined", client })
    }
    for (let index = 0; index < workers; index += 1) {
      const worker = { index, name: `worker ${index}`, socketType: "REP", address: "" }
      this.#fold.worker({ event: "joined", at: 0, worker })
    }
  }

  /** Processor time of all threads, the garbage collector's included. */
  timeNs(frames: readonly Uint8Array[]): number {
    const before = process.cpuUsage()
    for (const frame of frames) this.#take(frame)
    const { user, system } = process.cpuUsage(before)
    return (user + system) * 1000
  }

  /** As far as no collection hides it; what is measured in between stands for the rest. */
  allocatedBytes(frames: readonly Uint8Array[]): number {
    let [allocated, seen] = [0, 0]
    for (const frame of frames) {
      const before = getHeapStatistics().used_heap_size
      this.#take(frame)
      const grown = getHeapStatistics().used_heap_size - before
      if (grown < 0) continue
      allocated += grown
      seen += 1
    }
    return (allocated / seen) * frames.length
  }

  /** That all of it was folded. */
  check(records: number): void {
    if (this.#sequence !== records || this.#fold.totals.returned === 0) {
      throw new Error(`${this.#sequence} of ${records} records were folded`)
    }
  }

  #take(frame: Uint8Array): void {
    const frames = this.#decoder.push(frame)
    if (!frames.ok) throw new Error(frames.reason)
    for (const { payload } of frames.value) {
      const batch = decodeBatch(payload)
      if (!batch.ok) throw new Error(batch.reason)
      const { firstSequence, records } = batch.value
      this.#fold.records(records)
      this.#sequence = firstSequence + records.length
    }
  }
}
