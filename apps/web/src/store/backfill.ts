import type { EnvelopeBook } from "@zmqscope/metrics"
import type { Envelope, EnvelopeRecord } from "@zmqscope/protocol"
import { lastStepAt } from "../tap/index.js"

/** Steps of unknown envelopes kept while the answer is on its way. */
const MAX_NOTED = 50_000

/**
 * Envelopes from before the page listened, as the server tells them. The answer may be older than
 * the stream: steps that came meanwhile are kept, and taken by those they belong to.
 */
export class Backfill {
  /** Null when nothing is on its way. */
  #noted: EnvelopeRecord[] | null = null
  #isWhole = true

  /** An answer is on its way. */
  expect(): void {
    this.#noted = []
    this.#isWhole = true
  }

  giveUp(): void {
    this.#noted = null
  }

  /** A step of an envelope that the book does not know. */
  note(record: EnvelopeRecord): void {
    if (this.#noted === null) return
    if (this.#noted.length < MAX_NOTED) this.#noted.push(record)
    else this.#isWhole = false
  }

  /** Steps are missing: those in flight cannot be followed from here on. */
  miss(): void {
    this.#isWhole = false
  }

  /** Gives the book what it does not have; tells which of them have ended. */
  take(rows: readonly Envelope[], book: EnvelopeBook): readonly Envelope[] {
    const adopted = new Set<Envelope>()
    for (const row of rows) {
      if (book.get(row.number) !== undefined) continue
      if (row.endedAt === null && !this.#isWhole) continue
      const own = { ...row }
      book.adopt(own)
      adopted.add(own)
    }
    for (const record of this.#noted ?? []) {
      const row = book.get(record.envelope)
      if (row !== undefined && adopted.has(row) && record.at > lastStepAt(row)) book.apply(record)
    }
    this.#noted = null
    return [...adopted].filter((row) => row.endedAt !== null)
  }
}
