import {
  CAUSES,
  type EarlierAttempt,
  type Envelope,
  type EnvelopeState,
  NumberTable,
} from "@zmqscope/protocol"

const ENDS: readonly EnvelopeState[] = ["returned", "undeliverable", "lost", "expired", "shed"]

/** Numbers to a row: what `#write` writes. One that is null is NaN. */
const FIELDS = 15

/**
 * The envelopes that ended last, `capacity` of them, those that ended first going first. They lie
 * packed in one array, 120 bytes each: as objects, which live for seconds and then die, they would
 * cost the garbage collector as much as all the rest of the folding.
 */
export class EndedEnvelopes {
  readonly #capacity: number
  readonly #fields: Float64Array
  /** Where each lies. */
  readonly #slots: NumberTable<number>
  /** Of the few that were requeued. */
  readonly #earlierAttempts = new Map<number, EarlierAttempt[]>()
  #nextSlot = 0

  constructor(capacity: number) {
    if (!Number.isInteger(capacity) || capacity < 1) {
      throw new RangeError(`at least 1 envelope is kept, not ${capacity}; pass a whole number`)
    }
    this.#capacity = capacity
    // Written now, so that its memory is taken now and not little by little.
    this.#fields = new Float64Array(capacity * FIELDS).fill(Number.NaN)
    this.#slots = new NumberTable(2 ** Math.ceil(Math.log2(2 * capacity)))
  }

  get size(): number {
    return this.#slots.size
  }

  /** When the oldest of them ended, microseconds, once older ones may have had to go; null before. */
  get reachAt(): number | null {
    return this.size < this.#capacity ? null : this.#read(this.#nextSlot * FIELDS).endedAt
  }

  /** Their numbers, in no order. */
  get numbers(): number[] {
    return Array.from({ length: this.size }, (_, slot) => this.#numberAt(slot))
  }

  /** Keeps a copy of a row that has ended. */
  add(row: Envelope): void {
    const slot = this.#nextSlot
    this.#nextSlot = (slot + 1) % this.#capacity
    if (this.size === this.#capacity) this.#forget(this.#numberAt(slot))
    this.#slots.add(row.number, slot)
    if (row.earlierAttempts.length > 0) this.#earlierAttempts.set(row.number, row.earlierAttempts)
    this.#write(slot * FIELDS, row)
  }

  get(number: number): Envelope | undefined {
    const slot = this.#slots.get(number)
    return slot === undefined ? undefined : this.#read(slot * FIELDS)
  }

  #numberAt(slot: number): number {
    return this.#fields[slot * FIELDS] ?? 0
  }

  #forget(number: number): void {
    this.#slots.delete(number)
    this.#earlierAttempts.delete(number)
  }

  #write(offset: number, row: Envelope): void {
    const fields = this.#fields
    fields[offset] = row.number
    fields[offset + 1] = row.client
    fields[offset + 2] = row.worker ?? Number.NaN
    fields[offset + 3] = ENDS.indexOf(row.state)
    fields[offset + 4] = row.sizeBytes
    fields[offset + 5] = row.replySizeBytes ?? Number.NaN
    fields[offset + 6] = row.attempt
    fields[offset + 7] = row.behind
    fields[offset + 8] = row.receivedAt
    fields[offset + 9] = row.handedAt ?? Number.NaN
    fields[offset + 10] = row.dealtAt ?? Number.NaN
    fields[offset + 11] = row.serviceStartAt ?? Number.NaN
    fields[offset + 12] = row.repliedAt ?? Number.NaN
    fields[offset + 13] = row.endedAt ?? Number.NaN
    fields[offset + 14] = CAUSES.indexOf(row.cause)
  }

  #read(offset: number): Envelope {
    const field = (index: number) => this.#fields[offset + index] ?? 0
    const nullable = (index: number) => {
      const value = field(index)
      return Number.isNaN(value) ? null : value
    }
    return {
      number: field(0),
      client: field(1),
      worker: nullable(2),
      state: ENDS[field(3)] ?? "lost",
      sizeBytes: field(4),
      replySizeBytes: nullable(5),
      attempt: field(6),
      earlierAttempts: this.#earlierAttempts.get(field(0)) ?? [],
      behind: field(7),
      receivedAt: field(8),
      handedAt: nullable(9),
      dealtAt: nullable(10),
      serviceStartAt: nullable(11),
      repliedAt: nullable(12),
      endedAt: nullable(13),
      cause: CAUSES[field(14)] ?? null,
    }
  }
}
