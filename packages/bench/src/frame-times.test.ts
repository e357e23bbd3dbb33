import { expect, test } from "vitest"
import { frameFigures } from "./frame-times.js"

function steady(fromMs: number, untilMs: number, stepMs: number): number[] {
  return Array.from({ length: (untilMs - fromMs) / stepMs }, (_, index) => fromMs + index * stepMs)
}

test("the rate is the median of whole seconds, the one that is not whole left out", () => {
  const times = [...steady(5000, 7000, 20), ...steady(7000, 8000, 40), ...steady(8000, 8420, 20)]
  expect(frameFigures(times)).toEqual({
    perSecond: 50,
    frames: times.length - 1,
    longFrames: 0,
    longestMs: 40,
  })
})

test("frames that all take twice as long halve the rate", () => {
  expect(frameFigures(steady(0, 3100, 40)).perSecond).toBe(25)
})

test("long frames are counted, 50 ms not being long yet", () => {
  const { longFrames, longestMs, frames } = frameFigures([0, 50, 101, 150, 350, 1400])
  expect({ longFrames, longestMs, frames }).toEqual({ longFrames: 3, longestMs: 1050, frames: 5 })
})

test("a second in which the page stood still counts as one without frames", () => {
  expect(frameFigures([...steady(0, 1000, 20), 3000]).perSecond).toBe(0)
})

test("less than a second has no rate", () => {
  expect(() => frameFigures([0, 16, 33])).toThrow(RangeError)
  expect(() => frameFigures([])).toThrow(RangeError)
})
