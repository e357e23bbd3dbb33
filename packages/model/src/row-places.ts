import { isAlike, ValueStore } from "./value-store.js"

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
    if (!isAlike(this.of(side), list)) this.#lists.set({ ...this.#lists.get(), [side]: list })
  }

  /** Hears when rows of either side are elsewhere. */
  readonly subscribe = (listener: () => void): (() => void) => this.#lists.subscribe(listener)
}
