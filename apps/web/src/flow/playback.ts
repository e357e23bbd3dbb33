import type { EnvelopeRecord } from "@zmqscope/protocol"
import type { Speed } from "../model/index.js"

/** Records held for slow motion and freeze: at 2,000 envelopes a second about 10 s of true time. */
export const MAX_BUFFERED_RECORDS = 100_000
/** How far at true speed the cursor stays behind the newest record, so that batches (33 ms) play evenly. */
export const BASE_LAG_MS = 80
/** Further behind at true speed, and playback jumps to what is live. */
export const MAX_LAG_MS = 1000
/** Estimates drift down so slowly, so that a clock that runs slower than this page's is followed. */
const DRIFT_MS_PER_MS = 0.002
/** No further than this without a record to hold the estimate against: silence tells nothing of clocks. */
const MAX_DRIFT_MS = 100

/** What to do after `advance`: go on, or forget what is shown and start from what is live. */
export type Advance = "played" | "jumped"

/**
 * Plays records back in their order and on their own clock. The cursor, a moment on that clock, runs
 * at the chosen speed behind the newest record; the flow's own clock, which legs are measured on,
 * runs at true speed and stands still only when frozen. Both only go forward.
 */
export class Playback {
  #chunks: (readonly EnvelopeRecord[])[] = []
  #at = 0
  #buffered = 0
  /** Record clock less page clock, milliseconds; the least delayed record sets it. */
  #offsetMs = Number.NEGATIVE_INFINITY
  /** How far the estimate has drifted since a record came, milliseconds. */
  #driftedMs = 0
  #nowMs = Number.NaN
  #cursorMs = Number.NEGATIVE_INFINITY
  #jump = false
  #overflowed = false
  #dropped = 0
  #speed: Speed = 1
  #frozen = false

  /** Of the flow, milliseconds: stands still when frozen. */
  clockMs = 0
  /** Records that were jumped over last, and how much of true time; 0 before. */
  skippedRecords = 0
  skippedMs = 0

  get speed(): Speed {
    return this.#speed
  }

  /** The moment that is shown, microseconds on the record clock; -Infinity before there is one. */
  get cursorUs(): number {
    return this.#cursorMs * 1000
  }

  /** How far what is shown lies back, milliseconds. */
  get lagMs(): number {
    const lag = this.#nowMs + this.#offsetMs - this.#cursorMs
    return Number.isFinite(lag) ? Math.max(0, lag) : 0
  }

  /** What is shown is to be forgotten as soon as time goes on: see `Advance`. */
  get isJumpDue(): boolean {
    return this.#jump || this.#overflowed
  }

  setSpeed(speed: Speed): void {
    this.#speed = speed
  }

  setFrozen(frozen: boolean): void {
    this.#frozen = frozen
  }

  /** Takes records in; `nowMs` is the page's clock. */
  push(records: readonly EnvelopeRecord[], nowMs: number): void {
    const last = records.at(-1)
    if (last === undefined) return
    this.#offsetMs = Math.max(this.#offsetMs, last.at / 1000 - nowMs)
    this.#driftedMs = 0
    if (this.#overflowed) {
      this.#dropped += records.length
      return
    }
    this.#chunks.push(records)
    this.#buffered += records.length
    if (this.#buffered > MAX_BUFFERED_RECORDS) this.#overflow()
  }

  /** Nothing that was taken in before is to be played: another run, a gap. */
  reset(): void {
    this.#clearBuffer()
    this.#offsetMs = Number.NEGATIVE_INFINITY
    this.#cursorMs = Number.NEGATIVE_INFINITY
    this.#dropped = 0
    this.#overflowed = false
    this.#jump = true
  }

  /** Moves on to `nowMs` and plays what the cursor passes, each at its moment on the flow's clock. */
  advance(nowMs: number, play: (record: EnvelopeRecord, clockMs: number) => void): Advance {
    const elapsedMs = Number.isNaN(this.#nowMs) ? 0 : nowMs - this.#nowMs
    this.#nowMs = nowMs
    this.#drift(elapsedMs)
    if (this.#frozen) return "played"
    const fromMs = this.clockMs
    this.clockMs += elapsedMs
    const liveMs = nowMs + this.#offsetMs - BASE_LAG_MS
    if (this.#shouldJump(liveMs, elapsedMs)) {
      this.#jumpTo(liveMs)
      return "jumped"
    }
    if (this.#cursorMs === Number.NEGATIVE_INFINITY) this.#cursorMs = liveMs
    else {
      const onwardMs = this.#cursorMs + elapsedMs * this.#speed
      // At true speed the cursor follows the estimate, up to a tenth faster; it never goes back.
      const pull = this.#speed === 1 ? Math.max(0, liveMs - onwardMs) * 0.1 : 0
      this.#cursorMs = Math.max(this.#cursorMs, Math.min(onwardMs + pull, liveMs))
    }
    this.#playSince(fromMs, play)
    return "played"
  }

  #drift(elapsedMs: number): void {
    const byMs = Math.min(elapsedMs * DRIFT_MS_PER_MS, MAX_DRIFT_MS - this.#driftedMs)
    this.#offsetMs -= byMs
    this.#driftedMs += byMs
  }

  #shouldJump(liveMs: number, elapsedMs: number): boolean {
    if (this.isJumpDue) return true
    const behindMs = liveMs - elapsedMs - this.#cursorMs
    return this.#speed === 1 && Number.isFinite(behindMs) && behindMs > MAX_LAG_MS
  }

  #jumpTo(liveMs: number): void {
    this.skippedRecords = this.#dropped + this.#buffered - this.#at
    this.skippedMs = Number.isFinite(this.#cursorMs) ? Math.max(0, liveMs - this.#cursorMs) : 0
    this.#clearBuffer()
    this.#jump = false
    this.#overflowed = false
    this.#dropped = 0
    this.#cursorMs = liveMs
  }

  #playSince(fromMs: number, play: (record: EnvelopeRecord, clockMs: number) => void): void {
    for (;;) {
      const chunk = this.#chunks[0]
      if (chunk === undefined) return
      for (; this.#at < chunk.length; this.#at += 1) {
        const record = chunk[this.#at]
        if (record === undefined) break
        const agoMs = this.#cursorMs - record.at / 1000
        if (agoMs < 0) return
        play(record, Math.max(fromMs, this.clockMs - agoMs / this.#speed))
      }
      this.#chunks.shift()
      this.#buffered -= chunk.length
      this.#at = 0
    }
  }

  #overflow(): void {
    this.#dropped += this.#buffered - this.#at
    this.#clearBuffer()
    this.#overflowed = true
  }

  #clearBuffer(): void {
    this.#chunks = []
    this.#at = 0
    this.#buffered = 0
  }
}
