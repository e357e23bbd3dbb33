import Denque from "denque"

interface Lane<K, T> {
  readonly key: K
  readonly items: Denque<T>
}

/**
 * Items of many owners, taken in turn: one of each owner that has any, as a ROUTER takes messages of
 * its pipes (libzmq, fq.cpp), each owner's in their order. So an item stands behind at most one of
 * each other owner's for each of its own before it.
 */
export class FairQueue<K, T> {
  readonly #ownerOf: (item: T) => K
  /** The only item that there is: most queues are empty, and what comes leaves at once. */
  #only: T | undefined
  /** What goes before all turns. */
  readonly #first = new Denque<T>()
  readonly #lanes = new Map<K, Lane<K, T>>()
  /** Lanes that have items, the next to be taken from first. */
  readonly #turns = new Denque<Lane<K, T>>()
  #length = 0

  constructor(ownerOf: (item: T) => K) {
    this.#ownerOf = ownerOf
  }

  get length(): number {
    return this.#length
  }

  push(item: T): void {
    this.#length += 1
    if (this.#length === 1) {
      this.#only = item
      return
    }
    this.#giveOnlyItsLane()
    this.#append(item)
  }

  /** Puts an item before all others. */
  unshift(item: T): void {
    this.#giveOnlyItsLane()
    this.#length += 1
    this.#first.unshift(item)
  }

  shift(): T | undefined {
    if (this.#length === 0) return undefined
    this.#length -= 1
    const only = this.#only
    if (only !== undefined) {
      this.#only = undefined
      return only
    }
    const first = this.#first.shift()
    if (first !== undefined) return first
    const lane = this.#turns.shift()
    const item = lane?.items.shift()
    if (lane === undefined) return undefined
    if (lane.items.length === 0) this.#lanes.delete(lane.key)
    else this.#turns.push(lane)
    return item
  }

  /** What `shift` would give. */
  peek(): T | undefined {
    return this.#only ?? this.#first.peekFront() ?? this.#turns.peekFront()?.items.peekFront()
  }

  /**
   * Takes from the other end: the newest of the owner that is furthest from its turn, whose turn that
   * is then. So of owners with one item each it is the newest of all, and none with many has more turns
   * than others. What goes before all turns comes last.
   */
  pop(): T | undefined {
    if (this.#length <= 1) return this.shift()
    this.#length -= 1
    const lane = this.#turns.pop()
    const item = lane?.items.pop()
    if (lane === undefined) return this.#first.pop()
    if (lane.items.length === 0) this.#lanes.delete(lane.key)
    else this.#turns.unshift(lane)
    return item
  }

  /** Takes out one owner's items, in their order. */
  remove(key: K): T[] {
    this.#giveOnlyItsLane()
    const removed: T[] = []
    for (let count = this.#first.length; count > 0; count -= 1) {
      const item = this.#first.shift()
      if (item === undefined) break
      if (this.#ownerOf(item) === key) removed.push(item)
      else this.#first.push(item)
    }
    const lane = this.#lanes.get(key)
    if (lane !== undefined) {
      removed.push(...lane.items.toArray())
      this.#lanes.delete(key)
      this.#turns.remove(this.#turns.toArray().indexOf(lane), 1)
    }
    this.#length -= removed.length
    return removed
  }

  /** The owners that have items. */
  owners(): Set<K> {
    this.#giveOnlyItsLane()
    return new Set([...this.#first.toArray().map(this.#ownerOf), ...this.#lanes.keys()])
  }

  #giveOnlyItsLane(): void {
    const only = this.#only
    if (only === undefined) return
    this.#only = undefined
    this.#append(only)
  }

  #append(item: T): void {
    const key = this.#ownerOf(item)
    const known = this.#lanes.get(key)
    if (known !== undefined) {
      known.items.push(item)
      return
    }
    const lane = { key, items: new Denque([item]) }
    this.#lanes.set(key, lane)
    this.#turns.push(lane)
  }
}
