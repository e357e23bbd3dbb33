export type DrainState = "draining" | "drained"

/** What drains, by worker's index. */
export interface DrainStates {
  get(index: number): DrainState | undefined
}

/** The workers that nothing more is dealt to. The broker knows them no longer than their connection lasts. */
export class Drains implements DrainStates {
  readonly #states = new Map<number, DrainState>()

  get(index: number): DrainState | undefined {
    return this.#states.get(index)
  }

  /** False when it drains already. */
  begin(index: number): boolean {
    if (this.#states.has(index)) return false
    this.#states.set(index, "draining")
    return true
  }

  /** It has replied to all it had. False when it has left meanwhile, and nothing is known of it. */
  finish(index: number): boolean {
    if (!this.#states.has(index)) return false
    this.#states.set(index, "drained")
    return true
  }

  end(index: number): void {
    this.#states.delete(index)
  }

  clear(): void {
    this.#states.clear()
  }
}
