import { Histogram, SlidingHistogram } from "@zmqscope/metrics"
import { type IntendedFigures, MOST_LATE, type OpenBehaviour } from "@zmqscope/protocol"
import Denque from "denque"

/** A request of an open-loop client: its number in the schedule, and when it should leave. */
export interface DueRequest {
  readonly number: number
  readonly dueMs: number
}

type Bounds = Pick<OpenBehaviour, "outstanding" | "timeoutMs">

const STEP_MS = 1000
/** Percentiles are over so many steps. */
const WINDOW_STEPS = 10

/**
 * The books of an open-loop client: what is due, what is on its way, and how long each took from when
 * it should have left, so that a stall is in every request that came due in it (Gil Tene, "How not to
 * measure latency": coordinated omission). It knows no sockets and no clock; times are milliseconds.
 */
export class OpenLoop {
  bounds: Bounds
  readonly #late = new Denque<DueRequest>()
  readonly #outstanding = new Map<number, DueRequest & { readonly sentMs: number }>()
  readonly #counts = { due: 0, sent: 0, replied: 0, unanswered: 0, unsent: 0 }
  readonly #steps = { step: 0 }
  readonly #recent = new SlidingHistogram(this.#steps, WINDOW_STEPS)
  readonly #untaken = new Histogram()

  constructor(bounds: Bounds) {
    this.bounds = bounds
  }

  get counts(): { readonly sent: number; readonly replied: number; readonly unanswered: number } {
    return this.#counts
  }

  get outstanding(): number {
    return this.#outstanding.size
  }

  /** A request is due. Where too many are late already it is never sent. */
  due(dueMs: number): void {
    this.#counts.due += 1
    if (this.#late.length >= MOST_LATE) this.#counts.unsent += 1
    else this.#late.push({ number: this.#counts.due, dueMs })
  }

  /** The next that may leave: it is on its way then. */
  depart(nowMs: number): DueRequest | undefined {
    if (this.#outstanding.size >= this.bounds.outstanding) return undefined
    const request = this.#late.shift()
    if (request === undefined) return undefined
    this.#outstanding.set(request.number, { ...request, sentMs: nowMs })
    this.#counts.sent += 1
    return request
  }

  /** A reply to the request of this number; one that nobody awaits any more is ignored. */
  replied(number: number, nowMs: number): void {
    const request = this.#outstanding.get(number)
    if (request === undefined) return
    this.#outstanding.delete(number)
    this.#counts.replied += 1
    this.#steps.step = Math.floor(nowMs / STEP_MS)
    const us = (nowMs - request.dueMs) * 1000
    this.#recent.record(us)
    this.#untaken.record(us)
  }

  /** Gives up what has been on its way for longer than the timeout. When the next will have been, if any. */
  giveUp(nowMs: number): number | undefined {
    for (const [number, { sentMs }] of this.#outstanding) {
      const untilMs = sentMs + this.bounds.timeoutMs
      if (untilMs > nowMs) return untilMs
      this.#outstanding.delete(number)
      this.#counts.unanswered += 1
    }
    return undefined
  }

  /** What is late is never sent. */
  abandon(): void {
    this.#counts.unsent += this.#late.length
    this.#late.clear()
  }

  figures(nowMs: number): IntendedFigures {
    this.#steps.step = Math.floor(nowMs / STEP_MS)
    return {
      p50Us: this.#recent.percentile(0.5),
      p95Us: this.#recent.percentile(0.95),
      p99Us: this.#recent.percentile(0.99),
      ...this.#counts,
      late: this.#late.length,
    }
  }

  /** The times since this was last asked, as bucket and count in turn (packages/metrics, buckets). */
  takeLatency(): number[] {
    const sparse = this.#untaken.toSparse()
    this.#untaken.clear()
    return sparse
  }
}
