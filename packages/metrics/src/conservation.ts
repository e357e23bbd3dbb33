import type { Totals } from "@zmqscope/protocol"

/**
 * Nothing is lost in silence: whether everything received has ended or is still there, and by how
 * many envelopes it misses.
 */
export function conservation(totals: Totals): { balanced: boolean; difference: number } {
  const accounted =
    totals.returned +
    totals.undeliverable +
    totals.lost +
    totals.rejected +
    totals.expired +
    totals.shed +
    totals.waiting +
    totals.inFlight
  const difference = totals.received - accounted
  return { balanced: difference === 0, difference }
}
