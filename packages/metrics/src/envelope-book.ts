import type { Envelope, EnvelopeRecord } from "@zmqscope/protocol"
import { ENDED_AT, EnvelopeRows, FIELDS, NONE, NUMBER } from "./envelope-rows.js"
import { LiveEnvelopes } from "./live-envelopes.js"

/**
 * Every envelope that is live, and the last that ended, by number; those that ended first go first.
 * Those lie in the order in which they ended, round and round, and nothing is done to one that goes:
 * each new one costs as little memory touched as can be.
 */
export class EnvelopeBook {
  readonly live = new LiveEnvelopes()
  readonly #capacity: number
  readonly #ended: EnvelopeRows
  /** How many have ended: the last one's turn. */
  #turn = 0
  /** In which turn one ended, by the last digits of its number; 0 for none. */
  readonly #turns: Float64Array
  /** Rows of those whose cell there another one has taken. */
  readonly #displaced = new Map<number, number>()
  #newest = 0

  /** @param capacity how many ended ones are kept */
  constructor(capacity: number) {
    if (!Number.isInteger(capacity) || capacity < 1) {
      throw new RangeError(`at least 1 envelope is kept, not ${capacity}; pass a whole number`)
    }
    this.#capacity = capacity
    this.#ended = new EnvelopeRows(capacity)
    // Written now, so that its memory is taken now and not little by little.
    this.#turns = new Float64Array(2 ** Math.ceil(Math.log2(2 * capacity))).fill(0)
  }

  /** Of those that ended before, none is kept (microseconds); null while all are. */
  get reachAt(): number | null {
    if (this.#turn < this.#capacity) return null
    return this.#ended.nullable(this.#rowOf(this.#turn - this.#capacity + 1) + ENDED_AT)
  }

  /** As LiveEnvelopes.apply, and keeps what ends. */
  apply(record: EnvelopeRecord): number {
    const row = this.live.apply(record)
    if (row === NONE) return NONE
    if (record.envelope > this.#newest) this.#newest = record.envelope
    if (!Number.isNaN(this.live.store.cells[row + ENDED_AT])) this.#keep(record.envelope, row)
    return row
  }

  /** A copy. */
  get(number: number): Envelope | undefined {
    const row = this.#find(number)
    return row === NONE ? this.live.get(number) : this.#ended.read(row)
  }

  /** Up to `limit` rows that match, the last received first. */
  recent(limit: number, matches: (row: Envelope) => boolean = () => true): Envelope[] {
    const found: Envelope[] = []
    const take = (number: number) => {
      const row = this.get(number)
      if (row !== undefined && matches(row)) found.push(row)
    }
    // Numbers are dense, so counting down finds most rows at once; envelopes that outlived the
    // rest by far are below the floor and are looked for by themselves.
    const floor = this.#newest - 2 * (this.live.size + this.#size)
    for (let number = this.#newest; number > floor; number -= 1) {
      if (found.length === limit) return found
      take(number)
    }
    const live = Array.from(this.live.rows, ({ number }) => number)
    const ended = Array.from({ length: this.#size }, (_, back) =>
      this.#numberIn(this.#rowOf(this.#turn - back)),
    )
    const older = [...live, ...ended].filter((number) => number <= floor)
    for (const number of older.sort((left, right) => right - left)) {
      if (found.length === limit) return found
      take(number)
    }
    return found
  }

  /** Begins anew, in the memory that it has: another run's numbers mean other envelopes. */
  clear(): void {
    this.live.clear()
    this.#turn = 0
    this.#turns.fill(0)
    this.#displaced.clear()
    this.#newest = 0
  }

  get #size(): number {
    return Math.min(this.#turn, this.#capacity)
  }

  #rowOf(turn: number): number {
    return ((turn - 1) % this.#capacity) * FIELDS
  }

  #numberIn(row: number): number {
    return this.#ended.cells[row + NUMBER] ?? 0
  }

  #isKept(turn: number): boolean {
    return turn > 0 && turn > this.#turn - this.#capacity
  }

  #find(number: number): number {
    const turn = this.#turns[this.#cellOf(number)] ?? 0
    const row = this.#isKept(turn) ? this.#rowOf(turn) : NONE
    return row !== NONE && this.#numberIn(row) === number
      ? row
      : (this.#displaced.get(number) ?? NONE)
  }

  #keep(number: number, row: number): void {
    this.#turn += 1
    const place = this.#rowOf(this.#turn)
    if (this.#displaced.size > 0) this.#displaced.delete(this.#numberIn(place))
    const cell = this.#cellOf(number)
    const before = this.#turns[cell] ?? 0
    if (this.#isKept(before)) {
      const displaced = this.#rowOf(before)
      this.#displaced.set(this.#numberIn(displaced), displaced)
    }
    this.#turns[cell] = this.#turn
    this.#ended.overwrite(place, this.live.store, row)
  }

  #cellOf(number: number): number {
    return number & (this.#turns.length - 1)
  }
}
