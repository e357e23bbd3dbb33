/** The largest of the last so many values. */
export class RecentMaximum {
  /** Round and round; NaN for what is not there yet. */
  readonly #values: Float64Array
  #next = 0
  /** NaN when it has gone, and is looked for when somebody asks. */
  #maximum = Number.NEGATIVE_INFINITY

  constructor(size: number) {
    this.#values = new Float64Array(size).fill(Number.NaN)
  }

  /** Null before the first. */
  get value(): number | null {
    if (Number.isNaN(this.#maximum)) {
      this.#maximum = this.#values.reduce((one, other) => Math.max(one, other))
    }
    return this.#maximum === Number.NEGATIVE_INFINITY ? null : this.#maximum
  }

  add(value: number): void {
    const gone = this.#values[this.#next]
    this.#values[this.#next] = value
    this.#next = this.#next + 1 === this.#values.length ? 0 : this.#next + 1
    if (gone === this.#maximum) this.#maximum = Number.NaN
    else if (value > this.#maximum) this.#maximum = value
  }
}
