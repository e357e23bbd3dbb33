import type { RandomSource } from "./random.js"

/** How much lateness is caught up on by asking faster; older due times are let go. */
export const LONGEST_CATCH_UP_MS = 1000
/** Even a slow client sends its first request within this time. */
const LONGEST_FIRST_MS = 1000

/**
 * Due times of requests at a rate, absolute, so that a late request does not delay those after it.
 * The first falls at random, so that clients spawned together do not ask in step.
 */
export class RateSchedule {
  readonly #intervalMs: number
  readonly #firstMs: number
  #dueMs: number | undefined

  constructor(perSecond: number, random: RandomSource) {
    this.#intervalMs = 1000 / perSecond
    this.#firstMs = random() * Math.min(this.#intervalMs, LONGEST_FIRST_MS)
  }

  /** Takes the next due time; gives the whole milliseconds until then, 0 when it has passed. */
  takeNext(nowMs: number): number {
    const dueMs = this.#dueMs === undefined ? nowMs + this.#firstMs : this.#dueMs + this.#intervalMs
    this.#dueMs = Math.max(dueMs, nowMs - LONGEST_CATCH_UP_MS)
    return Math.max(0, Math.round(this.#dueMs - nowMs))
  }
}
