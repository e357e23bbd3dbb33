import { describe, expect, test } from "vitest"
import { gapPoint } from "../model/index.js"
import { keyTarget, nearest } from "./cursor.js"

const points = [1000, 2000, 3000].map((t) => gapPoint(t, 1000, "away", 0))

describe("the cursor", () => {
  test("stands at the point nearest in time", () => {
    expect(nearest(points, 0)).toBe(0)
    expect(nearest(points, 2400)).toBe(1)
    expect(nearest(points, 9000)).toBe(2)
    expect(nearest([], 9000)).toBe(-1)
  })

  test.each([
    ["ArrowLeft", 19],
    ["ArrowRight", 21],
    ["PageDown", 10],
    ["PageUp", 30],
    ["Home", 0],
    ["End", 39],
    ["Escape", null],
    ["Tab", undefined],
  ])("%s moves it from 20 to %s", (key, to) => {
    expect(keyTarget(key, 20, 40)).toBe(to)
  })

  test("never leaves the points", () => {
    expect(keyTarget("ArrowLeft", 0, 40)).toBe(0)
    expect(keyTarget("PageUp", 35, 40)).toBe(39)
  })
})
