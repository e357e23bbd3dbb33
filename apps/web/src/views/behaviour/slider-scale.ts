import type { FieldRange } from "./NumberField.js"

/** How strongly the low end is stretched: the cube gives 1 of 1000 a tenth of the way. */
const POWER = 3

/** Where the slider stands for a value, 0 to 1. */
export function toSlider(value: number, { min, reach }: FieldRange): number {
  if (!(value > min)) return 0
  return Math.min(1, ((value - min) / (reach - min)) ** (1 / POWER))
}

/** The value at a place of the slider, rounded to the step and to two digits that mean something. */
export function fromSlider(place: number, { min, reach, step }: FieldRange): number {
  const value = min + place ** POWER * (reach - min)
  const digits = Number(value.toPrecision(2))
  const stepped = Math.round(digits / step) * step
  return Number(Math.min(reach, Math.max(min, stepped)).toFixed(3))
}
