import type { FiguresView } from "./views.js"

/** A minute of them, at ten a second. */
const MAX_KEPT = 600
/** Of all that are kept: with thousands of clients a minute would fill the page's memory. */
const MAX_PEERS = 100_000

interface Kept {
  /** The moment that they are of, microseconds on the record clock. */
  readonly atUs: number
  readonly view: FiguresView
}

/**
 * Figures as they came, each of a moment of its own: for who is shown time that is past. What is kept
 * for long costs the garbage collector more than all else about it, so nothing is that nobody asks for.
 */
export class FigureLog {
  readonly #kept: Kept[] = []
  #peers = 0
  /** What was asked for last: where time is frozen it stays, though what came with it has been dropped. */
  #asked: Kept | undefined

  add(atUs: number, view: FiguresView): void {
    this.#kept.push({ atUs, view })
    this.#peers += peersOf(view)
    while (this.#kept.length > MAX_KEPT || this.#peers > MAX_PEERS) this.#drop()
  }

  /** Nobody will ask for those of before a moment. */
  forget(us: number): void {
    for (;;) {
      const [oldest, next] = this.#kept
      if (oldest === undefined || next === undefined || next.atUs > us) return
      this.#drop()
    }
  }

  /** As they stood at a moment; null when none so old are kept. */
  at(us: number): FiguresView | null {
    if (this.#asked?.atUs !== us) {
      const kept = this.#kept.findLast(({ atUs }) => atUs <= us)
      this.#asked = kept && { atUs: us, view: kept.view }
    }
    return this.#asked?.view ?? null
  }

  /** The first moment from one on of which there are figures; null when there is none. */
  momentFrom(us: number): number | null {
    return this.#kept.find(({ atUs }) => atUs >= us)?.atUs ?? null
  }

  clear(): void {
    this.#kept.length = 0
    this.#peers = 0
    this.#asked = undefined
  }

  #drop(): void {
    const oldest = this.#kept.shift()
    if (oldest !== undefined) this.#peers -= peersOf(oldest.view)
  }
}

function peersOf({ snapshot }: FiguresView): number {
  return snapshot === null ? 0 : snapshot.clients.length + snapshot.workers.length
}
