import type { Envelope } from "@zmqscope/protocol"
import { rowsAt } from "../moments.js"
import type { Now } from "../now.js"
import type { TapInput } from "./tap-board.js"
import type { TapLog, TapRows, TapSource } from "./tap-log.js"

interface WholeInput extends TapInput {
  readonly log: TapLog
}

/**
 * The page's store as of the moment that the page shows: while time is slowed, what ended later has
 * not ended yet, and what arrived later is not there.
 */
export class SlowedInput implements TapInput, TapRows {
  readonly #whole: WholeInput
  readonly #now: Pick<Now, "mode" | "atUs">
  /** The moment up to which rows are shown; null: all of them are. */
  #atUs: number | null = null
  /** The place after what is shown, while time is slowed. */
  #next = 0
  #wholeGeneration = -1
  #turns = 0

  constructor(whole: WholeInput, now: Pick<Now, "mode" | "atUs">) {
    this.#whole = whole
    this.#now = now
  }

  /** Once a frame, when the moment has moved and before anything is read. */
  advance(): void {
    const { log } = this.#whole
    const before = this.#atUs
    this.#atUs = this.#now.mode === "slow" ? this.#now.atUs : null
    if ((before === null) !== (this.#atUs === null)) this.#turns += 1
    if (this.#atUs === null) return
    const goesOn = before !== null && before <= this.#atUs
    if (!goesOn || log.generation !== this.#wholeGeneration) {
      if (before !== null && !goesOn) this.#turns += 1
      this.#wholeGeneration = log.generation
      this.#next = log.placeAfter(this.#atUs)
    }
    this.#next = Math.max(this.#next, log.first)
    while (this.#next < log.next && (log.at(this.#next)?.endedAt ?? 0) <= this.#atUs) {
      this.#next += 1
    }
  }

  get log(): TapRows {
    return this
  }

  get roster(): TapInput["roster"] {
    return this.#whole.roster
  }

  get bodies(): TapInput["bodies"] {
    return this.#whole.bodies
  }

  get epochUnixUs(): number {
    return this.#whole.epochUnixUs
  }

  get nowAt(): number {
    return this.#atUs ?? this.#whole.nowAt
  }

  get liveRows(): Iterable<Envelope> {
    const { liveRows, log } = this.#whole
    return this.#atUs === null ? liveRows : rowsAt(this.#atUs, liveRows, log, this.#next)
  }

  // --- its log -----------------------------------------------------------------------------------

  get first(): number {
    return this.#whole.log.first
  }

  get next(): number {
    return this.#atUs === null ? this.#whole.log.next : this.#next
  }

  get generation(): number {
    return this.#whole.log.generation + this.#turns
  }

  get clears(): number {
    return this.#whole.log.clears
  }

  at(place: number): Envelope | undefined {
    return this.#whole.log.at(place)
  }

  placeAfter(at: number): number {
    return this.#whole.log.placeAfter(at)
  }

  freeze(next = this.next): TapSource {
    return this.#whole.log.freeze(next)
  }
}
