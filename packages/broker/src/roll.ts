export type IndexedName = readonly [index: number, name: string]

/** Names remembered, those that were used last; of live bearers as of those that have left. */
const MAX_REMEMBERED = 1000

/** Which index a name has had: one that comes back gets it again, for everything drawn from it stays. */
export class NameIndexes {
  readonly #indexes = new Map<string, number>()
  #next = 0

  /** @param names of an earlier run */
  constructor(names: readonly IndexedName[] = []) {
    for (const [index, name] of names) {
      this.#indexes.set(name, index)
      this.#next = Math.max(this.#next, index + 1)
    }
  }

  of(name: string): number {
    const index = this.#indexes.get(name) ?? this.#next++
    this.keep(index, name)
    return index
  }

  /** Remembers a name as the one that was used last. */
  keep(index: number, name: string): void {
    this.#indexes.delete(name)
    this.#indexes.set(name, index)
    if (this.#indexes.size > MAX_REMEMBERED) {
      const oldest = this.#indexes.keys().next()
      if (oldest.done !== true) this.#indexes.delete(oldest.value)
    }
  }
}

/** The live peers of one side, by index, their names kept apart. */
export class Roll<A extends { readonly index: number; readonly name: string }> {
  readonly #live = new Map<number, A>()
  readonly #names = new Set<string>()
  readonly #indexOf: (name: string) => number
  #next = 0

  /** @param indexOf the index of a peer that joins; from 0 and never again unless given */
  constructor(indexOf?: (name: string) => number) {
    this.#indexOf = indexOf ?? (() => this.#next++)
  }

  get size(): number {
    return this.#live.size
  }

  [Symbol.iterator](): IterableIterator<A> {
    return this.#live.values()
  }

  get(index: number): A | undefined {
    return this.#live.get(index)
  }

  /** Adds what `create` makes of its index and a name that no other live peer bears. */
  add(wantedName: string, create: (index: number, name: string) => A): A {
    const name = this.#freeName(wantedName)
    const account = create(this.#indexOf(name), name)
    this.#live.set(account.index, account)
    this.#names.add(account.name)
    return account
  }

  remove(account: A): void {
    if (this.#live.delete(account.index)) this.#names.delete(account.name)
  }

  #freeName(wanted: string): string {
    if (!this.#names.has(wanted)) return wanted
    for (let copy = 2; ; copy += 1) {
      const name = `${wanted}~${copy}`
      if (!this.#names.has(name)) return name
    }
  }
}
