/** Names kept for envelopes of peers that have left; the oldest go first. */
const MAX_NAMES = 50_000

/** Which name each index of a run had, for the envelopes of peers that have left. */
export class NameBook {
  readonly #names = new Map<number, string>()

  set(index: number, name: string): void {
    this.#names.set(index, name)
    if (this.#names.size <= MAX_NAMES) return
    const oldest = this.#names.keys().next()
    if (oldest.done !== true) this.#names.delete(oldest.value)
  }

  get(index: number): string | undefined {
    return this.#names.get(index)
  }
}
