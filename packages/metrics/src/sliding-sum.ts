/** Which 100 ms step is open, counted from the fold's start; every sliding figure shares it. */
export interface StepClock {
  step: number
}

/** What was added during the last `steps` closed steps, exact at every step's edge. */
export class SlidingSum {
  readonly #clock: StepClock
  /** One a closed step of the window: what was added, and in how many parts. */
  readonly #sums: Float64Array
  readonly #counts: Float64Array
  #step: number
  /** Likewise, in the open step. */
  #openSum = 0
  #openCount = 0

  constructor(clock: StepClock, steps: number) {
    this.#clock = clock
    this.#sums = new Float64Array(steps)
    this.#counts = new Float64Array(steps)
    this.#step = clock.step
  }

  add(amount: number): void {
    if (this.#clock.step !== this.#step) this.#catchUp()
    this.#openSum += amount
    this.#openCount += 1
  }

  get sum(): number {
    return this.#over(this.#sums)
  }

  /** Null without anything. */
  get mean(): number | null {
    const count = this.#over(this.#counts)
    return count === 0 ? null : this.sum / count
  }

  /** Begins anew. */
  clear(): void {
    this.#sums.fill(0)
    this.#counts.fill(0)
    this.#openSum = 0
    this.#openCount = 0
  }

  #over(slots: Float64Array): number {
    if (this.#clock.step !== this.#step) this.#catchUp()
    let sum = 0
    for (const closed of slots) sum += closed
    return sum
  }

  #catchUp(): void {
    const { step } = this.#clock
    const slots = this.#sums.length
    const passed = Math.min(step - this.#step, slots + 1)
    for (let back = passed; back > 0; back -= 1) {
      const slot = (step - back) % slots
      const isOpen = step - back === this.#step
      this.#sums[slot] = isOpen ? this.#openSum : 0
      this.#counts[slot] = isOpen ? this.#openCount : 0
    }
    this.#openSum = 0
    this.#openCount = 0
    this.#step = step
  }
}
