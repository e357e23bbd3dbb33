import type { Marker } from "@zmqscope/protocol"
import type { Concerned } from "./journal.js"

const KEPT_MS = 60 * 60 * 1000
/** More than a person or a script makes in an hour; the oldest go first. */
const MAX_MARKERS = 5_000

export interface MarkDetails {
  /** When what was done began to show, Unix milliseconds; left out: now. */
  readonly sinceMs?: number
  /** What the log says of it, where that is more. */
  readonly logged?: string
  /** Whom it concerns, where it is a peer. */
  readonly about?: Concerned
}

/** What people should see beside the charts, for an hour. */
export class Markers {
  readonly #nowMs: () => number
  #markers: Marker[] = []

  /** `nowMs` is Unix time. */
  constructor(nowMs: () => number) {
    this.#nowMs = nowMs
  }

  add(kind: Marker["kind"], text: string): Marker {
    const marker = { atMs: this.#nowMs(), kind, text }
    this.#prune()
    this.#markers.push(marker)
    if (this.#markers.length > MAX_MARKERS) this.#markers.shift()
    return marker
  }

  /** The clock was set back: what happened before did so that much earlier by it. */
  moveBack(byMs: number): void {
    if (byMs === 0) return
    this.#markers = this.#markers.map((marker) => ({ ...marker, atMs: marker.atMs - byMs }))
  }

  since(sinceMs: number): Marker[] {
    this.#prune()
    return this.#markers.filter(({ atMs }) => atMs >= sinceMs)
  }

  #prune(): void {
    const oldestMs = this.#nowMs() - KEPT_MS
    this.#markers = this.#markers.filter(({ atMs }) => atMs >= oldestMs)
  }
}
