import type { Envelope } from "@zmqscope/protocol"
import { rowsAt } from "../moments.js"
import type { TapRows, TapSource } from "./tap-log.js"

/** The list as it is held: what is asked of it is answered by this. */
export interface Held {
  readonly source: TapSource
  /** In flight. */
  readonly rows: readonly Envelope[]
  /** Where the record clock stands for it. */
  readonly nowAt: number
  /** The moment that was asked for; null: the one that was shown. */
  readonly wantedAt: number | null
  /** The place in the log from which on rows ended since. */
  newerFrom: number
}

interface HeldInput {
  readonly log: TapRows
  readonly liveRows: Iterable<Envelope>
  readonly nowAt: number
}

/** As it was last shown: rows of the log below `next`. */
export function asShown({ log, liveRows, nowAt }: HeldInput, next: number): Held {
  const source = log.freeze(next)
  const rows = Array.from(liveRows, (row) => ({ ...row }))
  return { source, rows, nowAt, wantedAt: null, newerFrom: source.next }
}

/** As it was at a moment (record clock, microseconds), as far as what is remembered reaches. */
export function asOf({ log, liveRows }: HeldInput, wantedAt: number): Held {
  const source = log.freeze(log.placeAfter(wantedAt))
  const rows = [...rowsAt(wantedAt, liveRows, log.freeze(), source.next)]
  return { source, rows, nowAt: wantedAt, wantedAt, newerFrom: source.next }
}
