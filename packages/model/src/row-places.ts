import { ValueStore } from "./value-store.js"

/** A list of peers as it stands on the page: rows of one height, scrolled. Pixels of the page. */
export interface RowList {
  readonly names: readonly string[]
  readonly rowPx: number
  readonly left: number
  readonly right: number
  readonly top: number
  /** Of the part in sight. */
  readonly bottom: number
  readonly scrollTop: number
}

export type PeerSide = "clients" | "workers"

/** Where the rows of both lists of peers are: lists tell, and the flow draws wires to them. */
export class RowPlaces {
  readonly #lists = new ValueStore<Readonly<Record<PeerSide, RowList | null>>>({
    clients: null,
    workers: null,
  })

  of(side: PeerSide): RowList | null {
    return this.#lists.get()[side]
  }

  /** Null when the list is not on the page. */
  set(side: PeerSide, list: RowList | null): void {
    const before = this.of(side)
    if (before !== null && list !== null && isSame(before, list)) return
    this.#lists.set({ ...this.#lists.get(), [side]: list })
  }

  /** Hears when rows of either side are elsewhere. */
  readonly subscribe = (listener: () => void): (() => void) => this.#lists.subscribe(listener)
}

function isSame(one: RowList, other: RowList): boolean {
  return (
    one.rowPx === other.rowPx &&
    one.left === other.left &&
    one.right === other.right &&
    one.top === other.top &&
    one.bottom === other.bottom &&
    one.scrollTop === other.scrollTop &&
    one.names.length === other.names.length &&
    one.names.every((name, at) => name === other.names[at])
  )
}
