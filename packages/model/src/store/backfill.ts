import { type LiveEnvelopes, lastStepAt } from "@zmqscope/metrics"
import type { Envelope, EnvelopeRecord, NamedEnvelope } from "@zmqscope/protocol"

/** Records kept while the answer is on its way; past that it is of no use. */
const MAX_NOTED = 100_000

export interface BackfillParts {
  readonly load: () => Promise<readonly NamedEnvelope[]>
  /** What lives: it is put together anew by an answer. */
  readonly live: LiveEnvelopes
  /**
   * Hears the answer to the last question, and what has ended with what ended meanwhile, whole now
   * that it is known how it began. Nothing of either, when there is no answer.
   */
  readonly onAnswer: (told: readonly NamedEnvelope[], ended: readonly Envelope[]) => void
}

/**
 * Envelopes as the server tells them, for a page that has not seen their beginnings. The answer may
 * be older than the stream or ahead of it: what the page knew of live envelopes is put together anew
 * from the answer and the records that it does not hold, whenever those come.
 */
export class Backfill {
  readonly #parts: BackfillParts
  #asked = 0
  /** What came since the question; null when no answer is on its way, or it is of no use. */
  #noted: EnvelopeRecord[] | null = null
  /** How far the answer tells of each envelope, while the stream has not passed all of it. */
  #told = new Map<number, number>()
  #toldUntil = Number.NEGATIVE_INFINITY

  constructor(parts: BackfillParts) {
    this.#parts = parts
  }

  /**
   * Asks for what lives and what ended a moment ago. Nothing is known of live envelopes at that time,
   * and nobody waits: without an answer lists fill as records come.
   */
  ask(): void {
    this.#asked += 1
    const asked = this.#asked
    this.#noted = []
    this.#forgetAnswer()
    this.#parts.load().then(
      (told) => {
        if (asked === this.#asked) this.#parts.onAnswer(told, this.#take(told))
      },
      () => {
        if (asked !== this.#asked) return
        this.giveUp()
        this.#parts.onAnswer([], [])
      },
    )
  }

  giveUp(): void {
    this.#noted = null
  }

  /** A record has come, which may be a cursor's; whether it is news, and no step that the answer told of. */
  note(record: EnvelopeRecord): boolean {
    if (this.#noted !== null) {
      if (this.#noted.length < MAX_NOTED) this.#noted.push({ ...record })
      else this.giveUp()
    }
    if (record.at > this.#toldUntil) this.#forgetAnswer()
    return this.#isNews(record)
  }

  /** What has ended. The answer is put together of several, and can tell of one envelope twice. */
  #take(answer: readonly Envelope[]): readonly Envelope[] {
    const { live } = this.#parts
    const noted = this.#noted
    if (noted === null) return []
    this.#noted = null
    const rows = new Map<number, Envelope>()
    for (const row of answer) {
      const other = rows.get(row.number)
      if (other === undefined || lastStepAt(other) <= lastStepAt(row)) rows.set(row.number, row)
    }
    for (const row of rows.values()) {
      const at = lastStepAt(row)
      this.#told.set(row.number, at)
      this.#toldUntil = Math.max(this.#toldUntil, at)
    }
    const own = Array.from(rows.values(), (row) => ({ ...row }))
    live.clear()
    live.adopt(own.filter(({ endedAt }) => endedAt === null))
    const ended = own.filter(({ endedAt }) => endedAt !== null)
    for (const record of noted) {
      if (!this.#isNews(record)) continue
      const row = live.readEnded(live.apply(record))
      if (row !== undefined) ended.push(row)
    }
    return ended
  }

  #isNews({ envelope, at }: EnvelopeRecord): boolean {
    return at > (this.#told.get(envelope) ?? Number.NEGATIVE_INFINITY)
  }

  #forgetAnswer(): void {
    if (this.#told.size > 0) this.#told = new Map()
    this.#toldUntil = Number.NEGATIVE_INFINITY
  }
}
