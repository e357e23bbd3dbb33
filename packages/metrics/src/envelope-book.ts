import type { Envelope, EnvelopeRecord } from "@zmqscope/protocol"
import { EndedEnvelopes } from "./ended-envelopes.js"
import { LiveEnvelopes } from "./live-envelopes.js"

/** Every envelope that is live, and the last that ended, by number. */
export class EnvelopeBook {
  readonly live = new LiveEnvelopes()
  readonly #ended: EndedEnvelopes
  #newest = 0

  /** @param capacity how many ended ones are kept */
  constructor(capacity: number) {
    this.#ended = new EndedEnvelopes(capacity)
  }

  /** Of those that ended before, none is kept (microseconds); null while all are. */
  get reachAt(): number | null {
    return this.#ended.reachAt
  }

  /** As LiveEnvelopes.apply, and keeps what ends. */
  apply(record: EnvelopeRecord): Envelope | undefined {
    const row = this.live.apply(record)
    if (row === undefined) return undefined
    if (row.number > this.#newest) this.#newest = row.number
    if (row.endedAt !== null) this.#ended.add(row)
    return row
  }

  get(number: number): Envelope | undefined {
    return this.live.get(number) ?? this.#ended.get(number)
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
    const floor = this.#newest - 2 * (this.live.size + this.#ended.size)
    for (let number = this.#newest; number > floor; number -= 1) {
      if (found.length === limit) return found
      take(number)
    }
    const live = Array.from(this.live.rows, ({ number }) => number)
    const older = [...live, ...this.#ended.numbers].filter((number) => number <= floor)
    for (const number of older.sort((left, right) => right - left)) {
      if (found.length === limit) return found
      take(number)
    }
    return found
  }
}
