import { percentile } from "../statistics.js"

/** Latencies of one window that are kept; those beyond count, and are in no percentile. */
const MAX_LATENCIES = 1_000_000

export interface RoundTripFigures {
  readonly roundTrips: number
  readonly seconds: number
  readonly p50Us: number
  readonly p99Us: number
  readonly asked: number
  /** Requests that were due and not made, since their client still waited for the reply before. */
  readonly skipped: number
}

/** Counts round trips and their latencies in a window of time. */
export class RoundTrips {
  asked = 0
  skipped = 0
  readonly #latenciesUs = new Float64Array(MAX_LATENCIES)
  #count = 0
  #fromMs = 0

  /** A new window begins. */
  begin(nowMs: number): void {
    this.asked = 0
    this.skipped = 0
    this.#count = 0
    this.#fromMs = nowMs
  }

  add(askedAtMs: number, nowMs: number): void {
    if (this.#count < MAX_LATENCIES) this.#latenciesUs[this.#count] = (nowMs - askedAtMs) * 1000
    this.#count += 1
  }

  figures(nowMs: number): RoundTripFigures {
    const latencies = this.#latenciesUs.slice(0, Math.min(this.#count, MAX_LATENCIES))
    const percentileUs = (share: number) =>
      latencies.length === 0 ? 0 : percentile(latencies, share)
    return {
      roundTrips: this.#count,
      seconds: (nowMs - this.#fromMs) / 1000,
      p50Us: percentileUs(0.5),
      p99Us: percentileUs(0.99),
      asked: this.asked,
      skipped: this.skipped,
    }
  }
}
