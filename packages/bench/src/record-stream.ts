import {
  encodeBatch,
  encodePipeFrame,
  type Kind,
  NO_WORKER,
  RECORD_BYTES,
  writeFields,
} from "@zmqscope/protocol"

export interface StreamShape {
  readonly clients: number
  readonly workers: number
}

/** So long is between two records, microseconds: 10,000 requests a second. */
const BETWEEN_US = 25
/** What the broker gathers in 5 ms. */
const BATCH_RECORDS = 200
const BODY_BYTES = 64

interface Request {
  readonly number: number
  readonly client: number
}

/**
 * What a broker writes of clients in lock-step and workers that reply in their own time, as the
 * frames of its pipe; it goes on where it stopped.
 */
export class RecordStream {
  readonly #shape: StreamShape
  readonly #batch = new DataView(new ArrayBuffer(BATCH_RECORDS * RECORD_BYTES))
  readonly #idle: number[]
  readonly #queues: Request[][]
  #count = 0
  #sequence = 0
  #number = 0
  #random = 1
  #frames: Uint8Array[] = []

  constructor(shape: StreamShape) {
    this.#shape = shape
    this.#idle = Array.from({ length: shape.clients }, (_, index) => index)
    this.#queues = Array.from({ length: shape.workers }, () => [])
  }

  /** Of the last record, microseconds. */
  get at(): number {
    return (this.#sequence + this.#count) * BETWEEN_US
  }

  get written(): number {
    return this.#sequence
  }

  /** The pipe's frames of at least so many records more. */
  take(records: number): readonly Uint8Array[] {
    this.#frames = []
    const until = this.#sequence + records
    while (this.#sequence < until) this.#step()
    return this.#frames
  }

  /** Somebody asks, or some worker replies: as likely the one as the other when half of them wait. */
  #step(): void {
    const worker = this.#draw(this.#shape.workers)
    const client = this.#draw(2) === 0 ? this.#idle.shift() : undefined
    if (client !== undefined) {
      this.#number += 1
      const request = { number: this.#number, client }
      this.#write("received", request, NO_WORKER)
      this.#write("dealt", request, worker)
      this.#queues[worker]?.push(request)
      return
    }
    const request = this.#queues[worker]?.shift()
    if (request === undefined) return
    this.#write("replied", request, worker)
    this.#write("returned", request, worker)
    this.#idle.push(request.client)
  }

  #write(kind: Kind, { number, client }: Request, worker: number): void {
    const offset = this.#count * RECORD_BYTES
    writeFields(this.#batch, offset, kind, this.at, number, client, worker, BODY_BYTES, 0, null)
    this.#count += 1
    if (this.#count < BATCH_RECORDS) return
    const bytes = encodeBatch(this.#sequence, new Uint8Array(this.#batch.buffer))
    this.#frames.push(encodePipeFrame("binary", bytes))
    this.#sequence += this.#count
    this.#count = 0
  }

  #draw(below: number): number {
    this.#random = (Math.imul(this.#random, 1_664_525) + 1_013_904_223) >>> 0
    return (this.#random >>> 8) % below
  }
}
