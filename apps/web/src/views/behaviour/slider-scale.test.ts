import { describe, expect, it, test } from "vitest"
import { FIELDS } from "./fields.js"
import { sliderStops, stopBeside, stopFor } from "./slider-scale.js"

const MS = { min: 0, max: 60_000, reach: 1000, step: 0.1, unit: "ms" }

describe("the slider's scale", () => {
  const stops = sliderStops(MS)

  it("gives small values room: 10 of 1000 is a third of the way, 100 two thirds", () => {
    expect(stopFor(10, stops) / (stops.length - 1)).toBeCloseTo(1 / 3, 1)
    expect(stopFor(100, stops) / (stops.length - 1)).toBeCloseTo(2 / 3, 1)
  })

  it("stops at what two digits can say, in whole steps", () => {
    expect(sliderStops({ ...MS, reach: 0.3 })).toEqual([0, 0.1, 0.2, 0.3])
    expect(stops.slice(98, 103)).toEqual([9.8, 9.9, 10, 11, 12])
    expect(stops.slice(-3)).toEqual([980, 990, 1000])
    expect(sliderStops({ min: 1, max: 105, reach: 105, step: 1, unit: "" }).slice(-3)).toEqual([
      99, 100, 105,
    ])
  })

  it("stands at its end for what was typed beyond, and between two stops at the lower", () => {
    expect(stopFor(60_000, stops)).toBe(stops.length - 1)
    expect(stops[stopFor(123, stops)]).toBe(120)
  })

  it("stands at the left for the least, for nothing and for less", () => {
    expect([0, Number.NaN, -1].map((value) => stopFor(value, stops))).toEqual([0, 0, 0])
  })

  it("goes from stop to stop, and from what lies between or beyond to the nearest", () => {
    const steps = (value: number) => [stopBeside(value, -1, stops), stopBeside(value, 1, stops)]
    expect(steps(10)).toEqual([9.9, 11])
    expect(steps(123)).toEqual([120, 130])
    expect(steps(0)).toEqual([0, 0.1])
    expect(steps(60_000)).toEqual([1000, 60_000])
    expect(steps(Number.NaN)).toEqual([0, 0])
  })

  const amounts = Object.values(FIELDS)
    .flat()
    .flatMap((field) => ("forms" in field ? field.forms.flatMap((form) => form.amounts) : field))

  test.each(amounts)("stays at each of its stops: $at", ({ range }) => {
    const all = sliderStops(range)
    expect(all.at(0)).toBe(range.min)
    expect(all.at(-1)).toBe(range.reach)
    expect(all.map((stop) => stopFor(stop, all))).toEqual(all.map((_stop, place) => place))
  })
})
