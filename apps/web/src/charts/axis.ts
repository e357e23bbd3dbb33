import { nice, range, ticks } from "d3-array"
import { useSettled } from "../hooks/index.js"
import type { ChartProps } from "./types.js"

/** A linear axis's ceiling for values up to `highest`. */
export function useCeiling(highest: number, least: number, { nowMs, windowMs }: ChartProps) {
  return useSettled(nice(0, Math.max(highest * 1.04, least), 4)[1], nowMs, String(windowMs))
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

/** Ticks of times that count from a beginning, from that on, at whole seconds, milliseconds. */
export function elapsedTicks(toMs: number, hasRoom: boolean): readonly number[] {
  return ticks(0, toMs / 1000, hasRoom ? 4 : 2)
    .filter(Number.isInteger)
    .map((second) => second * 1000)
}

/** '-60 s', '-40', '-20' and the right edge as it is called. */
export function timeText(tickMs: number, windowMs: number, edge: string): string {
  if (tickMs === 0) return edge
  const [unitMs, unit] = windowMs > 60_000 ? [60_000, " min"] : [1000, " s"]
  return `${Math.round(tickMs / unitMs)}${tickMs === -windowMs ? unit : ""}`
}
