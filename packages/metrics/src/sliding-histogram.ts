import { bucketOf } from "./buckets.js"
import { Histogram } from "./histogram.js"
import type { StepClock } from "./sliding-sum.js"

/** Durations recorded during the last `steps` steps, the open one included. */
export class SlidingHistogram {
  readonly #clock: StepClock
  readonly #slots: readonly Histogram[]
  readonly #all = new Histogram()
  #step: number

  constructor(clock: StepClock, steps: number) {
    this.#clock = clock
    this.#slots = Array.from({ length: steps }, () => new Histogram())
    this.#step = clock.step
  }

  record(us: number): void {
    if (this.#clock.step !== this.#step) this.#catchUp()
    const bucket = bucketOf(us)
    this.#slots[this.#step % this.#slots.length]?.recordIn(bucket)
    this.#all.recordIn(bucket)
  }

  /** As Histogram.percentile. */
  percentile(share: number): number | null {
    this.#catchUp()
    return this.#all.percentile(share)
  }

  /** Begins anew: what was recorded so far is none of it. */
  clear(): void {
    for (const slot of this.#slots) slot.clear()
    this.#all.clear()
  }

  #catchUp(): void {
    const { step } = this.#clock
    const passed = Math.min(step - this.#step, this.#slots.length)
    for (let back = 0; back < passed; back += 1) {
      const slot = this.#slots[(step - back) % this.#slots.length]
      if (slot === undefined || slot.count === 0) continue
      this.#all.subtract(slot)
      slot.clear()
    }
    this.#step = step
  }
}
