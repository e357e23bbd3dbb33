import type { PeerKind } from "../api/index.js"

/** How far a bulk action has come. */
export interface Progress {
  readonly label: string
  readonly through: number
  readonly total: number
}

/** What a bulk action tells of itself, and no other can. */
export interface ProgressOwner {
  readonly show: (through: number) => void
  readonly end: () => void
}

/** Bulk actions under way, as a store that React reads. There may be several at once. */
export class ProgressStore {
  readonly #listeners = new Set<() => void>()
  /** In the order in which they began. */
  readonly #runs: { readonly kind: PeerKind; progress: Progress }[] = []

  /** The one over peers of a kind that began last; null without any. */
  get(kind: PeerKind): Progress | null {
    return this.#runs.findLast((run) => run.kind === kind)?.progress ?? null
  }

  /** Shows a bulk action until its owner ends it. */
  begin(kind: PeerKind, label: string, total: number): ProgressOwner {
    const run = { kind, progress: { label, through: 0, total } }
    this.#runs.push(run)
    this.#tell()
    return {
      show: (through) => {
        run.progress = { label, through, total }
        this.#tell()
      },
      end: () => {
        this.#runs.splice(this.#runs.indexOf(run), 1)
        this.#tell()
      },
    }
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}
