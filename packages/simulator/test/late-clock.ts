import type { Clock } from "../src/clock.js"

/** A clock on which nothing takes time but waiting, and every timer is late by so much. */
export class LateClock implements Clock {
  readonly waits: number[] = []
  lateMs: number
  #nowMs = 0

  constructor(lateMs = 0) {
    this.lateMs = lateMs
  }

  nowMs(): number {
    return this.#nowMs
  }

  async wait(wholeMs: number): Promise<void> {
    this.waits.push(wholeMs)
    if (wholeMs > 0) this.#nowMs += wholeMs + this.lateMs
  }
}
