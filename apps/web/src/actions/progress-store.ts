import type { PeerKind } from "../api/index.js"
import { ValueStore } from "../value-store.js"

export interface Progress {
  readonly kind: PeerKind
  readonly label: string
  readonly through: number
  readonly total: number
}

/** Bulk actions under way. There may be several at once. */
export class ProgressStore {
  readonly #runs = new ValueStore<ReadonlyMap<object, Progress>>(new Map())

  readonly subscribe = this.#runs.subscribe

  /** The one over peers of a kind that began last; null without any. */
  get(kind: PeerKind): Progress | null {
    return [...this.#runs.get().values()].findLast((run) => run.kind === kind) ?? null
  }

  /** Shows a bulk action until whoever began it ends it. */
  begin(kind: PeerKind, label: string, total: number) {
    const owner = {}
    const show = (through: number) =>
      this.#runs.set(new Map(this.#runs.get()).set(owner, { kind, label, through, total }))
    show(0)
    const end = () => this.#runs.set(new Map([...this.#runs.get()].filter(([of]) => of !== owner)))
    return { show, end }
  }
}
