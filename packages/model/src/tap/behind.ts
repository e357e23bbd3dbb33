import type { Envelope } from "@zmqscope/protocol"
import type { TapSource } from "./tap-log.js"

/** A source with rows from before it begins: `past`, in the order in which they ended. */
export function behind(source: TapSource, past: readonly Envelope[]): TapSource {
  if (past.length === 0) return source
  const begins = source.first
  const firstEnd = source.at(begins)?.endedAt ?? Number.POSITIVE_INFINITY
  const rows = past.filter(({ endedAt }) => endedAt !== null && endedAt < firstEnd)
  return {
    // They go with the row that they came before.
    get first() {
      return source.first === begins ? begins - rows.length : source.first
    },
    get next() {
      return source.next
    },
    at: (place) => (place < begins ? rows[place - begins + rows.length] : source.at(place)),
  }
}

/** Those that have ended, in the order in which they did. */
export function endsInOrder(rows: readonly Envelope[]): readonly Envelope[] {
  return rows
    .filter(({ endedAt }) => endedAt !== null)
    .sort((one, other) => (one.endedAt ?? 0) - (other.endedAt ?? 0))
}
