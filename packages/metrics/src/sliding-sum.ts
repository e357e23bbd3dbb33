/** Which 100 ms step is open, counted from the fold's start; every sliding figure shares it. */
export interface StepClock {
  step: number
}

/** The sum of what was added during the last `steps` closed steps, exact at every step's edge. */
export class SlidingSum {
  readonly #clock: StepClock
  /** One a closed step of the window. */
  readonly #slots: Float64Array
  #step: number
  /** What was added in the open step. */
  #open = 0

  constructor(clock: StepClock, steps: number) {
    this.#clock = clock
    this.#slots = new Float64Array(steps)
    this.#step = clock.step
  }

  add(amount: number): void {
    if (this.#clock.step !== this.#step) this.#catchUp()
    this.#open += amount
  }

  get sum(): number {
    if (this.#clock.step !== this.#step) this.#catchUp()
    let sum = 0
    for (const closed of this.#slots) sum += closed
    return sum
  }

  /** Begins anew. */
  clear(): void {
    this.#slots.fill(0)
    this.#open = 0
  }

  #catchUp(): void {
    const { step } = this.#clock
    const slots = this.#slots
    if (step - this.#step > slots.length) slots.fill(0)
    else {
      slots[this.#step % slots.length] = this.#open
      for (let passed = this.#step + 1; passed < step; passed += 1) {
        slots[passed % slots.length] = 0
      }
    }
    this.#open = 0
    this.#step = step
  }
}
