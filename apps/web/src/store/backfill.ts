import type { LiveEnvelopes } from "@zmqscope/metrics"
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

  /** A step of an envelope that the page does not know. */
  note(record: EnvelopeRecord): void {
    if (this.#noted === null) return
    if (this.#noted.length < MAX_NOTED) this.#noted.push(record)
    else this.#isWhole = false
  }

  /** Steps are missing: those in flight cannot be followed from here on. */
  miss(): void {
    this.#isWhole = false
  }

  /**
   * Takes in what the page does not know, those in flight among the live; tells which have ended.
   * The answer is put together of several, and can tell of one envelope twice.
   */
  take(unknown: readonly Envelope[], live: LiveEnvelopes): readonly Envelope[] {
    const latest = new Map<number, Envelope>()
    for (const row of unknown) {
      if (row.endedAt === null && (!this.#isWhole || latest.has(row.number))) continue
      latest.set(row.number, row)
    }
    const own = Array.from(latest.values(), (row) => ({ ...row }))
    const adopted = new Set(own.filter(({ endedAt }) => endedAt === null))
    for (const row of adopted) live.adopt(row)
    for (const record of this.#noted ?? []) {
      const row = live.get(record.envelope)
      if (row !== undefined && adopted.has(row) && record.at > lastStepAt(row)) live.apply(record)
    }
    this.#noted = null
    return own.filter(({ endedAt }) => endedAt !== null)
  }
}
