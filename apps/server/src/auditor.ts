import type { Discrepancy } from "@zmqscope/metrics"
import { CallError, type Client } from "@zmqscope/protocol"
import type { ClientCounts } from "@zmqscope/simulator"
import type { FastifyBaseLogger } from "fastify"
import { auditBooks } from "./audit.js"
import type { BrokerRun } from "./broker-run.js"
import { Reconciliation, type Sample } from "./reconciliation.js"

/** By how much the clocks of two processes may differ here, microseconds. */
const CLOCK_SLACK_US = 200_000

export interface AuditorParts {
  /** What the simulator's clients counted themselves; rejects with CallError when nobody can say. */
  readonly counts: () => Promise<readonly ClientCounts[]>
  /** What is shown of the simulated clients now. */
  readonly clients: () => readonly Client[]
  readonly log: Pick<FastifyBaseLogger, "error">
}

/** A sample that waits for a checkpoint made after the clients counted. */
type Unfinished = Omit<Sample, "after"> & { readonly countedAt: number }

/** Holds everything that is shown against what is known of it by another way, once a second. */
export class Auditor {
  readonly #parts: AuditorParts
  readonly #reconciliation = new Reconciliation()
  #unfinished: Unfinished | undefined
  #isAsking = false
  /** Counts that were asked for before something began anew are of no use. */
  #beginnings = 0
  #bookFaults: readonly string[] = []
  #peerFaults: readonly string[] = []

  constructor(parts: AuditorParts) {
    this.#parts = parts
  }

  /** What does not add up, a sentence each. */
  get faults(): readonly string[] {
    return [...this.#bookFaults, ...this.#peerFaults]
  }

  /** A run of the broker or of the simulator began or ended, or records were missed. */
  begin(): void {
    this.#beginnings += 1
    this.#unfinished = undefined
    this.#reconciliation.begin()
    this.#bookFaults = []
    this.#peerFaults = []
  }

  /** The fold has taken a checkpoint made at `at`. `discrepancies` are those that no gap explains. */
  checkpoint(run: BrokerRun, at: number, discrepancies: readonly Discrepancy[]): void {
    const wasFaulty = this.faults.length > 0
    const { totals, book, recovering } = run.fold
    const live = recovering ? null : book.live.size
    this.#bookFaults = auditBooks({ totals, live, discrepancies })
    this.#reconcile(run, at)
    const { faults } = this
    if (faults.length > 0 && !wasFaulty) {
      this.#parts.log.error({ faults }, "the figures do not add up")
    }
  }

  #reconcile(run: BrokerRun, at: number): void {
    if (run.fold.recovering) return
    const unfinished = this.#unfinished
    if (unfinished === undefined) {
      if (!this.#isAsking) void this.#ask(run)
    } else if (at >= unfinished.countedAt + CLOCK_SLACK_US) {
      this.#peerFaults = this.#reconciliation.take({ ...unfinished, after: this.#seen() })
      this.#unfinished = undefined
    }
  }

  async #ask(run: BrokerRun): Promise<void> {
    const beginning = this.#beginnings
    const before = this.#seen()
    this.#isAsking = true
    try {
      const counts = await this.#parts.counts()
      if (beginning !== this.#beginnings) return
      const counted = new Map(counts.map((count) => [count.name, count]))
      this.#unfinished = { before, counted, countedAt: run.nowAt }
    } catch (error) {
      // Nobody to ask; its supervisor tells why.
      if (!(error instanceof CallError)) throw error
    } finally {
      this.#isAsking = false
    }
  }

  #seen(): Sample["before"] {
    return new Map(
      this.#parts.clients().map(({ name, sent, returned }) => [name, { sent, returned }]),
    )
  }
}
