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
  readonly #lists: Record<PeerSide, ValueStore<RowList | null>> = {
    clients: new ValueStore<RowList | null>(null),
    workers: new ValueStore<RowList | null>(null),
  }

  of(side: PeerSide): RowList | null {
    return this.#lists[side].get()
  }

  /** Null when the list is not on the page. */
  set(side: PeerSide, list: RowList | null): void {
    const before = this.of(side)
    if (before !== null && list !== null && isSame(before, list)) return
    this.#lists[side].set(list)
  }

  /** Hears when rows of either side are elsewhere. */
  subscribe = (listener: () => void): (() => void) => {
    const off = [this.#lists.clients.subscribe(listener), this.#lists.workers.subscribe(listener)]
    return () => {
      for (const stop of off) stop()
    }
  }
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
