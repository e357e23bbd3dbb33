/** Ceilings within a decade: close enough that no chart is half empty, few enough to settle. */
const CEILINGS = [1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10] as const
/** Between two ticks, in tenths of the ceiling's decade. */
const TICK_STEPS = [1, 2, 5, 10, 20, 50] as const
/** A smaller ceiling must have sufficed for so long before an axis shrinks. */
export const SHRINK_AFTER_MS = 8000

/** The least ceiling of the series 1, 1.2, 1.6, 2, ... that holds `value` and is at least `least`. */
export function niceCeiling(value: number, least: number): number {
  const wanted = Math.max(value, least)
  const decade = 10 ** Math.floor(Math.log10(wanted))
  const ceiling = CEILINGS.find((candidate) => candidate * decade >= wanted * (1 - 1e-9)) ?? 10
  return Number((ceiling * decade).toPrecision(6))
}

/** Round ticks from 0 up to the ceiling, two to four steps. */
export function linearTicks(ceiling: number): readonly number[] {
  const decade = 10 ** (Math.floor(Math.log10(ceiling)) - 1)
  const steps = TICK_STEPS.map((step) => step * decade)
  const step = steps.find((candidate) => ceiling / candidate <= 4 + 1e-9) ?? ceiling
  const count = Math.floor(ceiling / step + 1e-9)
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(6)))
}

/** Every power of ten from `low` to `high`, both powers of ten. */
export function decadeTicks(low: number, high: number): readonly number[] {
  const first = Math.round(Math.log10(low))
  const last = Math.round(Math.log10(high))
  return Array.from({ length: last - first + 1 }, (_, index) => 10 ** (first + index))
}

/**
 * An end of an axis that grows at once and shrinks only after the smaller end has sufficed for
 * SHRINK_AFTER_MS, so that nothing jumps. Asking twice at the same time answers the same.
 */
export class SettlingEnd {
  #end = Number.NEGATIVE_INFINITY
  #shrink: { readonly sinceMs: number; readonly to: number } | null = null

  /** The end to draw when the data ask for `wanted` at `nowMs`. */
  settle(wanted: number, nowMs: number): number {
    if (wanted >= this.#end) {
      this.#end = wanted
      this.#shrink = null
      return this.#end
    }
    const sinceMs = this.#shrink?.sinceMs ?? nowMs
    const to = Math.max(this.#shrink?.to ?? wanted, wanted)
    this.#shrink = { sinceMs, to }
    if (nowMs - sinceMs >= SHRINK_AFTER_MS) {
      this.#end = to
      this.#shrink = null
    }
    return this.#end
  }
}

export interface TimeTick {
  readonly t: number
  readonly text: string
}

/** Ticks of a window: '-60 s', '-40', '-20', 'now'; a frozen one ends in the time of day. */
export function timeTicks(windowMs: number, nowMs: number, frozen: boolean): readonly TimeTick[] {
  const [unitMs, unit] = windowMs > 60_000 ? [60_000, "min"] : [1000, "s"]
  const total = windowMs / unitMs
  const parts = total % 3 === 0 ? 3 : 5
  return Array.from({ length: parts + 1 }, (_, index) => {
    const back = Math.round(total - (total * index) / parts)
    const text =
      index === 0 ? `-${back} ${unit}` : back === 0 ? edgeText(nowMs, frozen) : `-${back}`
    return { t: nowMs - back * unitMs, text }
  })
}

function edgeText(nowMs: number, frozen: boolean): string {
  return frozen ? timeOfDay(nowMs) : "now"
}

/** 14:05:09, in the viewer's own time zone. */
export function timeOfDay(atMs: number): string {
  return new Date(atMs).toTimeString().slice(0, 8)
}
