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

/** The end of an axis that its data ask for, settled; starts anew with each view. */
export function useSettled(wanted: number, nowMs: number, view: string): number {
  const end = useMemo(() => ({ view, settling: new SettlingEnd() }), [view])
  return end.settling.settle(wanted, nowMs)
}
