import type { FieldRange } from "./NumberField.js"

/**
 * The values that a slider stops at, ascending: both ends, and between them what two digits can say,
 * in whole steps. So one stop is about as much more everywhere, and each key press is a stop.
 */
export function sliderStops({ min, reach, step }: FieldRange): readonly number[] {
  const stops = [min]
  for (let last = min; last < reach; stops.push(last)) {
    last = Math.min(reach, stopAfter(last, step))
  }
  return stops
}

function stopAfter(value: number, step: number): number {
  const digit = value > 0 ? 10 ** (Math.floor(Math.log10(value)) - 1) : 0
  const by = Math.max(step, digit)
  return Number(((Math.floor(value / by + ROUNDING) + 1) * by).toFixed(3))
}

/** 0.29 / 0.01 is a little less than 29. */
const ROUNDING = 1e-6

/** The place of the last stop that a value has come to; the first for nothing, and for less. */
export function stopFor(value: number, stops: readonly number[]): number {
  return Math.max(
    0,
    stops.findLastIndex((stop) => stop <= value),
  )
}

/** The next stop above (`by` 1) or below (-1) a value; the end beyond it, and the least for nothing. */
export function stopBeside(value: number, by: 1 | -1, stops: readonly number[]): number {
  const [least = 0] = stops
  if (Number.isNaN(value)) return least
  const beyond =
    by > 0 ? stops.find((stop) => stop > value) : stops.findLast((stop) => stop < value)
  return beyond ?? (by > 0 ? value : least)
}
