import type { Ending } from "./relay.js"

/** Ticks within which a broker that goes ends all of its connections: a second. */
const GOING_TICKS = 10

/**
 * Tells a broker that goes from one that drops a peer: all connections that stood when it ended the
 * first have been ended soon after, and by it.
 */
export class Standing<Connection> {
  readonly #standing = new Set<Connection>()
  /** Those that stood when the broker ended one, and stand still. */
  #suspects: Set<Connection> | undefined
  #ticks = 0

  get size(): number {
    return this.#standing.size
  }

  add(connection: Connection): void {
    this.#standing.add(connection)
  }

  /** Whether the broker has gone with this one. */
  ended(connection: Connection, first: Ending): boolean {
    if (!this.#standing.delete(connection)) return false
    if (first === "broker" && this.#suspects === undefined) {
      this.#suspects = new Set(this.#standing)
      this.#ticks = 0
    }
    if (this.#suspects === undefined) return false
    this.#suspects.delete(connection)
    if (this.#suspects.size > 0) return false
    this.#suspects = undefined
    return true
  }

  /** Ten times a second. */
  tick(): void {
    this.#ticks += 1
    if (this.#ticks > GOING_TICKS) this.#suspects = undefined
  }
}
