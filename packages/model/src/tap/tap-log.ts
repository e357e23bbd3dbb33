import type { Envelope } from "@zmqscope/protocol"

/** Rows in the order in which they ended, each by its place in that order, which only grows. */
export interface TapSource {
  readonly first: number
  readonly next: number
  at(place: number): Envelope | undefined
}

export interface TapRows extends TapSource {
  /** Changes whenever places mean other rows than before. */
  readonly generation: number
  /** How often it began anew. */
  readonly clears: number
  /** The place after all rows that had ended at a time of the record clock, microseconds. */
  placeAfter(at: number): number
  /** What was kept when `next` was the next place, for somebody who wants it to stay. */
  freeze(next?: number): TapSource
}

/** Rows past the capacity that can still be read, so that a view need not follow at once. */
const SLACK = 8192

/** The envelopes that ended last, `capacity` of them. Rows that ended never change. */
export class TapLog implements TapRows {
  readonly #capacity: number
  readonly #mask: number
  readonly #rows: (Envelope | undefined)[]
  readonly #byNumber = new Map<number, Envelope>()
  #first = 0
  #next = 0
  #generation = 0
  #clears = 0

  constructor(capacity: number) {
    this.#capacity = capacity
    const slots = 2 ** Math.ceil(Math.log2(capacity + SLACK))
    this.#mask = slots - 1
    this.#rows = Array.from({ length: slots }, () => undefined)
  }

  get first(): number {
    return this.#first
  }

  get next(): number {
    return this.#next
  }

  get generation(): number {
    return this.#generation
  }

  get clears(): number {
    return this.#clears
  }

  at(place: number): Envelope | undefined {
    return this.#rows[place & this.#mask]
  }

  /** One that is kept, by its number. */
  find(number: number): Envelope | undefined {
    return this.#byNumber.get(number)
  }

  append(row: Envelope): void {
    this.#rows[this.#next & this.#mask] = row
    this.#byNumber.set(row.number, row)
    this.#next += 1
    if (this.#next - this.#first > this.#capacity) this.#forgetFirst()
    const unread = this.#next - this.#capacity - SLACK - 1
    if (unread >= 0) this.#rows[unread & this.#mask] = undefined
  }

  /**
   * Puts in rows that ended before the page listened, or while it did not, where they belong; each
   * in place of the one that was known by its number, if there was one.
   */
  insert(rows: readonly Envelope[]): void {
    const numbers = new Set(rows.map(({ number }) => number))
    const firstEnd = rows.reduce((end, row) => Math.min(end, endOf(row)), Number.POSITIVE_INFINITY)
    const later: Envelope[] = []
    while (this.#next > this.#first) {
      const last = this.at(this.#next - 1)
      if (endOf(last) < firstEnd) break
      if (last !== undefined && !numbers.has(last.number)) later.push(last)
      this.#next -= 1
    }
    const merged = [...rows, ...later].sort((one, other) => endOf(one) - endOf(other))
    for (const row of merged) this.append(row)
    this.#generation += 1
  }

  placeAfter(at: number): number {
    let place = this.#next
    while (place > this.#first && endOf(this.at(place - 1)) > at) place -= 1
    return place
  }

  clear(): void {
    this.#rows.fill(undefined)
    this.#byNumber.clear()
    this.#first = 0
    this.#next = 0
    this.#generation += 1
    this.#clears += 1
  }

  freeze(next = this.#next): TapSource {
    const first = Math.max(Math.min(next, this.#next) - this.#capacity, 0)
    const rows = Array.from({ length: Math.min(next, this.#next) - first }, (_, at) =>
      this.at(first + at),
    )
    return { first, next: first + rows.length, at: (place) => rows[place - first] }
  }

  /** Its row can be read by its place for a while yet. */
  #forgetFirst(): void {
    const row = this.at(this.#first)
    if (row !== undefined) this.#byNumber.delete(row.number)
    this.#first += 1
  }
}

function endOf(row: Envelope | undefined): number {
  return row?.endedAt ?? 0
}
