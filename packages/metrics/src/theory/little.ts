import type { HistoryStep } from "@zmqscope/protocol"

/** Little's law, held against what was measured: L = lambda W (Little 1961). */
export interface LittleCheck {
  /** L: envelopes in the system, averaged over time. */
  readonly inSystem: number
  /** lambda: envelopes that arrived, a second. */
  readonly arrivalsPerSecond: number
  /** W: mean time from arrival to end, of those that ended, microseconds. */
  readonly sojournUs: number
  /** How far lambda W is from L, as a share of L. */
  readonly apart: number
}

/**
 * The three are measured apart: L by counting who is there at every moment, W by following each
 * envelope, lambda by counting arrivals. So they agree only where all is accounted for and, over the
 * time, as many left as came. Undefined while nothing was in the system, or nothing has ended.
 */
export function checkLittle(steps: readonly HistoryStep[]): LittleCheck | undefined {
  let [watchedUs, inSystemUs, arrived, ended, sojournUs] = [0, 0, 0, 0, 0]
  for (const step of steps) {
    watchedUs += step.widthMs * 1000
    inSystemUs += step.inSystemUs
    arrived += step.received - step.rejected
    ended += step.ended
    sojournUs += step.sojournUs
  }
  if (inSystemUs === 0 || ended === 0) return undefined
  const inSystem = inSystemUs / watchedUs
  const expected = (arrived / watchedUs) * (sojournUs / ended)
  return {
    inSystem,
    arrivalsPerSecond: (arrived / watchedUs) * 1e6,
    sojournUs: sojournUs / ended,
    apart: Math.abs(expected - inSystem) / inSystem,
  }
}
