import { describe, expect, it } from "vitest"
import { fromSlider, toSlider } from "./slider-scale.js"

const RANGE = { min: 0, max: 60_000, reach: 1000, step: 0.1, unit: "ms" }

describe("the slider's scale", () => {
  it("gives small values room: 1 of 1000 is a tenth of the way", () => {
    expect(toSlider(1, RANGE)).toBeCloseTo(0.1)
    expect(fromSlider(0.1, RANGE)).toBe(1)
  })

  it("ends at its reach, and stays there for what was typed beyond", () => {
    expect(fromSlider(1, RANGE)).toBe(1000)
    expect(toSlider(60_000, RANGE)).toBe(1)
  })

  it("stands at the left for the least, for nothing and for less", () => {
    expect([toSlider(0, RANGE), toSlider(Number.NaN, RANGE), toSlider(-1, RANGE)]).toEqual([
      0, 0, 0,
    ])
    expect(fromSlider(0, RANGE)).toBe(0)
  })

  it("gives whole numbers where the step is one", () => {
    const count = { min: 1, max: 47, reach: 47, step: 1, unit: "" }
    for (let place = 0; place <= 1; place += 0.01) {
      const value = fromSlider(place, count)
      expect(Number.isInteger(value)).toBe(true)
      expect(value).toBeGreaterThanOrEqual(1)
      expect(value).toBeLessThanOrEqual(47)
    }
  })

  it("keeps a value where the slider puts it", () => {
    for (const place of [0.05, 0.3, 0.62, 0.9]) {
      const value = fromSlider(place, RANGE)
      expect(fromSlider(toSlider(value, RANGE), RANGE)).toBe(value)
    }
  })
})
