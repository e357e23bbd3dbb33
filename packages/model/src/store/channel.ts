/**
 * What React reads of one kind of thing, immutable, and the same object until it is published anew:
 * at the next flush that is due after it was marked.
 */
export class Channel<V> {
  readonly #build: () => V
  readonly #everyMs: number
  readonly #listeners = new Set<() => void>()
  #view: V
  #isMarked = false
  #toldAtMs = Number.NEGATIVE_INFINITY

  /** @param everyMs it is published no more often, so that digits can be read */
  constructor(everyMs: number, build: () => V) {
    this.#everyMs = everyMs
    this.#build = build
    this.#view = build()
  }

  readonly get = (): V => this.#view

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  mark(): void {
    this.#isMarked = true
  }

  flush(nowMs: number): void {
    if (!this.#isMarked || nowMs - this.#toldAtMs < this.#everyMs) return
    this.#isMarked = false
    this.#toldAtMs = nowMs
    this.#view = this.#build()
    for (const listener of this.#listeners) listener()
  }
}
