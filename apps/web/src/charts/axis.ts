import { formatDurationTick } from "@zmqscope/metrics"
import { extent, nice, range, ticks } from "d3-array"
import { useSettled } from "../hooks/index.js"
import type { Axis, ChartProps, ChartSpec, Series } from "./types.js"
import { highestOf } from "./view.js"

/** The value axis that a chart gives, or a linear one up to all of what is shown on it. */
export function useAxis(of: ChartSpec["axis"], shown: readonly Series[], chart: ChartProps): Axis {
  const least = "least" in of ? of.least : 1
  const [, wanted] = nice(0, Math.max(highestOf(chart.points, shown) * 1.04, least), 4)
  const high = useSettled(wanted, chart.nowMs, String(chart.windowMs))
  return "kind" in of ? of : { ...of, kind: "linear", low: 0, high }
}

/** A log axis around some durations, microseconds, from a power of ten to another. */
export function durationAxis(us: readonly number[]): Axis {
  const [lowest = 1000, highest = 100_000] = extent(us)
  const low = Math.floor(Math.log10(Math.max(lowest, 1)))
  const high = Math.max(Math.ceil(Math.log10(highest)), low + 1)
  return { kind: "log", low: 10 ** low, high: 10 ** high, format: formatDurationTick }
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

/** Of a tick's text, rem: a character, and what parts it from the middle of its neighbour. */
const CHARACTER_REM = 0.39
const TICK_GAP_REM = 0.9

/** What is written below a window, and where, counted back from its right edge, milliseconds: both ends, and what they leave room for. */
export function timeTicks(windowMs: number, edge: string, widthRem: number) {
  const parts = windowMs === 300_000 ? 5 : 3
  const [unitMs, unit] = windowMs > 60_000 ? [60_000, " min"] : [1000, " s"]
  const start = `${-windowMs / unitMs}${unit}`
  const remOf = (text: string) => text.length * CHARACTER_REM + TICK_GAP_REM
  const between = range(1, parts).filter((part) => {
    const rem = (part / parts) * widthRem
    return rem >= remOf(start) && widthRem - rem >= remOf(edge)
  })
  const counted = between.map((part) => {
    const ms = (part / parts - 1) * windowMs
    return [ms, `${Math.round(ms / unitMs)}`] as const
  })
  return new Map([[-windowMs, start], ...counted, [0, edge]])
}

/** The same of what counts from 0, at whole units. */
export function elapsedTicks(toMs: number, unit: string, hasRoom: boolean) {
  const whole = ticks(0, toMs / 1000, hasRoom ? 4 : 2).filter(Number.isInteger)
  return new Map(whole.map((count) => [count * 1000 - toMs, `${count}${unit}`]))
}
