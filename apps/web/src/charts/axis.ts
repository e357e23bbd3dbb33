import { nice, range, ticks } from "d3-array"
import { useMemo } from "react"

/** A smaller end must have sufficed for so long before an axis shrinks. */
export const SHRINK_AFTER_MS = 8000

/**
 * An end of an axis that grows at once and shrinks only after the smaller end has sufficed for
 * SHRINK_AFTER_MS, so that nothing jumps. Asking twice at the same time answers the same.
 */
export class SettlingEnd {
  #end = Number.NEGATIVE_INFINITY
  #shrink: { readonly sinceMs: number; readonly to: number } | null = null

  /** The end to draw when the data ask for `wanted` at `nowMs`. */
  settle(wanted: number, nowMs: number): number {
    const sinceMs = this.#shrink?.sinceMs ?? nowMs
    const to = Math.max(this.#shrink?.to ?? wanted, wanted)
    const isDue = wanted < this.#end && nowMs - sinceMs >= SHRINK_AFTER_MS
    if (wanted >= this.#end || isDue) {
      this.#end = isDue ? to : wanted
      this.#shrink = null
    } else this.#shrink = { sinceMs, to }
    return this.#end
  }
}

/** A linear axis's ceiling for values up to `highest`; starts anew with each window. */
export function useCeiling(highest: number, least: number, nowMs: number, view: string): number {
  const end = useMemo(() => ({ view, settling: new SettlingEnd() }), [view])
  const [, ceiling] = nice(0, Math.max(highest * 1.04, least), 4)
  return end.settling.settle(ceiling, nowMs)
}

/** A log axis's ends, both powers of ten; starts anew with each view. */
export function useDecades(
  [lowest, highest]: readonly [number, number],
  nowMs: number,
  view: string,
): { low: number; high: number } {
  const ends = useMemo(() => ({ view, low: new SettlingEnd(), high: new SettlingEnd() }), [view])
  const low = -ends.low.settle(-Math.floor(Math.log10(Math.max(lowest, 1))), nowMs)
  const high = ends.high.settle(Math.ceil(Math.log10(highest)), nowMs)
  return { low: 10 ** low, high: 10 ** Math.max(high, low + 1) }
}

/** Round values to write at an axis, as many as there is room for; of a log axis powers of ten. */
export function valueTicks(kind: "linear" | "log", low: number, high: number, room: number) {
  const most = Math.max(1, Math.min(5, Math.floor(room)))
  if (kind === "linear") {
    const choices = [4, 3, 2, 1].map((count) => ticks(low, high, count))
    return choices.find(({ length }) => length <= most + 1) ?? [low, high]
  }
  const [first, last] = [Math.log10(low), Math.log10(high)].map(Math.round)
  const powers = range(first ?? 0, (last ?? 0) + 1)
  const step = Math.ceil((powers.length - 1) / most)
  return powers.filter((_, at) => at % step === 0).map((power) => 10 ** power)
}

/** A window's ticks, counted back from its right edge, milliseconds: a few, or the ends alone. */
export function timeTicks(windowMs: number, hasRoom: boolean): readonly number[] {
  const minutes = windowMs / 60_000
  const parts = !hasRoom ? 1 : minutes === 5 ? 5 : 3
  return range(parts + 1).map((part) => (part / parts - 1) * windowMs)
}

/** '-60 s', '-40', '-20' and the right edge as it is called. */
export function timeText(tickMs: number, windowMs: number, edge: string): string {
  if (tickMs === 0) return edge
  const [unitMs, unit] = windowMs > 60_000 ? [60_000, " min"] : [1000, " s"]
  return `${Math.round(tickMs / unitMs)}${tickMs === -windowMs ? unit : ""}`
}
