import type { Discrepancy } from "@zmqscope/metrics"
import type { Totals } from "@zmqscope/protocol"

/** Faults of one kind that are told in full; how many more there are is said. */
const MAX_TOLD = 3

/** What a check looks at, at the moment of a checkpoint. */
export interface Books {
  readonly totals: Totals
  /** Envelopes that have not ended, each followed by itself; null while not all of them are known. */
  readonly live: number | null
  /** In which the fold and the checkpoint differ, where no gap explains it. */
  readonly discrepancies: readonly Discrepancy[]
}

/**
 * What does not add up in the books, a sentence each. Every one of these can fail: totals are moved
 * record by record, live envelopes are followed one by one, and the broker counts for itself.
 */
export function auditBooks({ totals, live, discrepancies }: Books): string[] {
  const { waiting, inFlight } = totals
  const faults = Object.entries(totals).flatMap(([term, count]) =>
    count < 0 ? [`${term} is ${count}, less than nothing.`] : [],
  )
  if (live !== null && live !== waiting + inFlight) {
    faults.push(
      `${live} envelopes have not ended, but ${waiting} are said to wait and ${inFlight} to be in flight.`,
    )
  }
  const differing = discrepancies.map(
    ({ figure, folded, broker }) =>
      `The records give ${folded ?? "no"} ${figure}, the broker itself ${broker ?? "none"}.`,
  )
  return [...faults, ...shortened(differing)]
}

/** The first few, and how many more there are. */
export function shortened(sentences: readonly string[]): string[] {
  const rest = sentences.length - MAX_TOLD
  return rest <= 0
    ? [...sentences]
    : [...sentences.slice(0, MAX_TOLD), `And ${rest} more of this kind.`]
}
