import { useMemo } from "react"
import { niceCeiling, SettlingEnd } from "./axis.js"

/** A linear axis's ceiling for values up to `highest`; starts anew with each window. */
export function useCeiling(
  highest: number,
  least: number,
  nowMs: number,
  windowMs: number,
): number {
  const end = useMemo(() => ({ windowMs, settling: new SettlingEnd() }), [windowMs])
  return end.settling.settle(niceCeiling(highest * 1.04, least), nowMs)
}

/** A log axis's ends, both powers of ten, for values from `lowest` to `highest`; starts anew with each view. */
export function useDecades(
  lowest: number,
  highest: number,
  nowMs: number,
  view: string,
): { low: number; high: number } {
  const ends = useMemo(() => ({ view, low: new SettlingEnd(), high: new SettlingEnd() }), [view])
  const low = -ends.low.settle(-Math.floor(Math.log10(lowest)), nowMs)
  const high = ends.high.settle(Math.ceil(Math.log10(highest)), nowMs)
  return { low: 10 ** low, high: 10 ** Math.max(high, low + 1) }
}
