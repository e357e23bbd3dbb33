/** The last `capacity` items put into it, in order. */
export class Ring<T> {
  readonly capacity: number
  readonly #items: T[] = []
  /** Where the oldest lies, once the ring is full. */
  #oldest = 0

  constructor(capacity: number) {
    if (!Number.isInteger(capacity) || capacity < 1) {
      throw new RangeError(`a ring holds at least 1 item, not ${capacity}; pass a whole number`)
    }
    this.capacity = capacity
  }

  get length(): number {
    return this.#items.length
  }

  /** The item at a place counted from the oldest. */
  at(place: number): T | undefined {
    if (place < 0 || place >= this.#items.length) return undefined
    return this.#items[(this.#oldest + place) % this.#items.length]
  }

  /** Puts an item in; returns the oldest when it had to go. */
  push(item: T): T | undefined {
    if (this.#items.length < this.capacity) {
      this.#items.push(item)
      return undefined
    }
    const evicted = this.#items[this.#oldest]
    this.#items[this.#oldest] = item
    this.#oldest = (this.#oldest + 1) % this.capacity
    return evicted
  }

  /** The items from a place on, oldest first. */
  from(place: number): T[] {
    const start = Math.max(0, place)
    if (start >= this.#items.length) return []
    const ordered = [...this.#items.slice(this.#oldest), ...this.#items.slice(0, this.#oldest)]
    return ordered.slice(start)
  }

  /** Puts something else in the place of each item. */
  replace(change: (item: T) => T): void {
    for (const [place, item] of this.#items.entries()) this.#items[place] = change(item)
  }
}
