/** Which 100 ms step is open, counted from the fold's start; every sliding figure shares it. */
export interface StepClock {
  step: number
}

/** The sum of what was added during the last `steps` closed steps, exact at every step's edge. */
export class SlidingSum {
  readonly #clock: StepClock
  /** One slot a step of the window, and one for the open step. */
  readonly #slots: Float64Array
  #step: number

  constructor(clock: StepClock, steps: number) {
    this.#clock = clock
    this.#slots = new Float64Array(steps + 1)
    this.#step = clock.step
  }

  add(amount: number): void {
    this.#catchUp()
    const slot = this.#step % this.#slots.length
    this.#slots[slot] = (this.#slots[slot] ?? 0) + amount
  }

  get sum(): number {
    this.#catchUp()
    const open = this.#step % this.#slots.length
    let sum = 0
    for (let slot = 0; slot < this.#slots.length; slot += 1) {
      if (slot !== open) sum += this.#slots[slot] ?? 0
    }
    return sum
  }

  /** Begins anew. */
  clear(): void {
    this.#slots.fill(0)
  }

  #catchUp(): void {
    const { step } = this.#clock
    if (step - this.#step >= this.#slots.length) this.#slots.fill(0)
    else {
      for (let passed = this.#step + 1; passed <= step; passed += 1) {
        this.#slots[passed % this.#slots.length] = 0
      }
    }
    this.#step = step
  }
}
