import type { Envelope, EnvelopeRecord } from "@zmqscope/protocol"
import type { LiveStore } from "../store/index.js"
import type { Journeys } from "./journeys.js"
import { MAX_DOTS } from "./sampling.js"

/** The server is asked so often at most, milliseconds. */
const ASK_INTERVAL_MS = 2000
/** Envelopes that ended while the live ones were asked for; those must not be put up again. */
const MAX_ENDED = 20_000

export interface SeedParts {
  readonly live: LiveStore
  /** Envelopes that live now: for those received before the page came. */
  readonly loadLive: () => Promise<readonly Envelope[]>
}

/** Puts dots where envelopes stand whose way there was not played: after a jump, on a late page. */
export class Seeder {
  readonly #parts: SeedParts
  readonly #journeys: Journeys
  readonly #ended = new Set<number>()
  #due = true
  #asking = false
  #askedMs = Number.NEGATIVE_INFINITY

  constructor(parts: SeedParts, journeys: Journeys) {
    this.#parts = parts
    this.#journeys = journeys
  }

  /** From the store: envelopes that match, and of which nothing happened after `untilUs`. */
  fromStore(isWanted: (number: number) => boolean, untilUs: number, clockMs: number): void {
    const rows = this.#parts.live.liveEnvelopes(
      MAX_DOTS,
      (row) => isWanted(row.number) && lastMoment(row) <= untilUs,
    )
    this.#seed(rows, clockMs)
    this.#due = true
  }

  /** Hears of every record that is played. */
  note({ kind, envelope }: EnvelopeRecord): void {
    if (this.#asking && endsIt(kind) && this.#ended.size < MAX_ENDED) this.#ended.add(envelope)
  }

  /** Once after each `fromStore`: from the server, those that the store knows nothing of. */
  askServer(isWanted: (number: number) => boolean, nowMs: number, clockMs: () => number): void {
    const { live, loadLive } = this.#parts
    if (!this.#due || this.#asking || nowMs - this.#askedMs < ASK_INTERVAL_MS) return
    if (live.run === null || document.hidden) return
    this.#due = false
    this.#asking = true
    this.#askedMs = nowMs
    const { run } = live
    loadLive()
      .then((rows) => {
        const isMissing = ({ number }: Envelope) =>
          isWanted(number) && !this.#ended.has(number) && live.envelope(number) === undefined
        if (run === live.run) this.#seed(rows.filter(isMissing), clockMs())
      })
      .catch(() => {
        // Only what was there before the page is missing; figures beside the dots count it.
      })
      .finally(() => {
        this.#asking = false
        this.#ended.clear()
      })
  }

  /** In the order of dealing, which is that of backlogs. */
  #seed(rows: readonly Envelope[], clockMs: number): void {
    const inOrder = rows.toSorted(
      (one, other) => (one.dealtAt ?? 0) - (other.dealtAt ?? 0) || one.number - other.number,
    )
    for (const row of inOrder) this.#journeys.seed(row, clockMs)
  }
}

function endsIt(kind: EnvelopeRecord["kind"]): boolean {
  return kind === "returned" || kind === "lost" || kind === "undeliverable" || kind === "expired"
}

function lastMoment(row: Envelope): number {
  return row.repliedAt ?? row.dealtAt ?? row.handedAt ?? row.receivedAt
}
