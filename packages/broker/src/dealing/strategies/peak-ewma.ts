import { drawTwo, lesserOf, type Seat, type Strategy } from "../strategy.js"

/** Who has something to do and has never replied comes after all that have. */
const UNKNOWN_US = Number.MAX_SAFE_INTEGER / 2

/**
 * Of two drawn at random the one with the lower cost: how slow it has been, times what it would have
 * to do. Slowness is a mean over about ten seconds that jumps up to a slow reply and comes down
 * slowly, so that a worker that falters is left at once (Finagle, PeakEwma.scala and P2CPeakEwma).
 */
export const peakEwma: Strategy = (table, draw) =>
  lesserOf(table, drawTwo(table, draw), (seat) => costOf(seat, table.nowUs))

function costOf(seat: Seat, nowUs: number): number {
  const peakUs = seat.peakUs(nowUs)
  if (peakUs === 0 && seat.load > 0) return UNKNOWN_US + seat.load
  return peakUs * (seat.load + 1)
}
