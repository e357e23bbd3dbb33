/** The largest of the last so many values. */
export class RecentMaximum {
  readonly #values: Float64Array
  #count = 0
  #maximum: number | null = null

  constructor(size: number) {
    this.#values = new Float64Array(size)
  }

  /** Null before the first. */
  get value(): number | null {
    this.#maximum ??= this.#count === 0 ? null : this.#find()
    return this.#maximum
  }

  add(value: number): void {
    const place = this.#count % this.#values.length
    const gone = this.#count >= this.#values.length ? this.#values[place] : undefined
    this.#values[place] = value
    this.#count += 1
    // What went may have been the largest: it is looked for when somebody asks.
    if (gone === this.#maximum) this.#maximum = null
    else if (this.#maximum !== null) this.#maximum = Math.max(this.#maximum, value)
  }

  #find(): number {
    return Math.max(...this.#values.subarray(0, Math.min(this.#count, this.#values.length)))
  }
}
