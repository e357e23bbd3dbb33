import type { Telling } from "@zmqscope/protocol"

/** A list of a snapshot. */
export type List = "clients" | "workers"

/** What of a list a snapshot has for a viewer: `changed` is whole, too, where others are there than before. */
export type ListPart = "whole" | "changed" | "none"

/** A list up to so long goes to those, too, that do not show it. */
export const SHORT_LIST = 100

/**
 * What one viewer shows, and whether it holds what was told of that so far. One that never said
 * what it shows gets every list whole.
 */
export class ShownLists {
  #shown: ReadonlySet<Telling> | undefined
  readonly #held = new Set<List>()

  show(shown: readonly Telling[]): void {
    this.#shown = new Set(shown)
  }

  /** What it was told holds no more: what comes next is whole. */
  forget(): void {
    this.#held.clear()
  }

  get wantsCheckpoints(): boolean {
    return this.#shown?.has("checkpoints") ?? true
  }

  /** Whether it shows a list that it has not got. */
  lacks(list: List): boolean {
    return this.#shown?.has(list) === true && !this.#held.has(list)
  }

  /** Its part of a list that a snapshot tells, `length` long. */
  take(list: List, length: number): ListPart {
    if (this.#shown === undefined) return "whole"
    if (!this.#shown.has(list) && length > SHORT_LIST) {
      this.#held.delete(list)
      return "none"
    }
    if (this.#held.has(list)) return "changed"
    this.#held.add(list)
    return "whole"
  }
}
