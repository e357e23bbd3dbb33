import { decadeTicks, linearTicks } from "./axis.js"
import type { Plot } from "./use-plot.js"

interface Tick {
  readonly value: number
  readonly text: string
}

/** A value axis: its ends, and what is written at it. */
export interface ValueScale {
  readonly kind: "linear" | "log"
  readonly low: number
  readonly high: number
  readonly ticks: readonly Tick[]
}

export function linearScale(high: number, format: (value: number) => string): ValueScale {
  const ticks = linearTicks(high).map((value) => ({ value, text: format(value) }))
  return { kind: "linear", low: 0, high, ticks }
}

/** From one power of ten to another. */
export function logScale(
  low: number,
  high: number,
  format: (value: number, isLowest: boolean) => string,
): ValueScale {
  const ticks = decadeTicks(low, high).map((value) => ({
    value,
    text: format(value, value === low),
  }))
  return { kind: "log", low, high, ticks }
}

/** Pixels from the top of the chart's box; held to the plot. */
export function yOf(value: number, scale: ValueScale, plot: Plot): number {
  const share =
    scale.kind === "log"
      ? Math.log(Math.max(value, scale.low) / scale.low) / Math.log(scale.high / scale.low)
      : (value - scale.low) / (scale.high - scale.low)
  return plot.bottom - Math.min(Math.max(share, 0), 1) * (plot.bottom - plot.top)
}

/** Pixels from the left of the chart's box. */
export function xOf(t: number, span: { fromMs: number; toMs: number }, plot: Plot): number {
  return plot.left + ((t - span.fromMs) / (span.toMs - span.fromMs)) * (plot.right - plot.left)
}
