import { gapPoint } from "@zmqscope/model"
import { describe, expect, test } from "vitest"
import { cursorPoint, keyTarget } from "./cursor.js"

const points = [1000, 2000, 3000].map((t) => gapPoint(t, 1000, "away", 0))

describe("the cursor", () => {
  test("stands at the point nearest in time", () => {
    const at = (atMs: number) => cursorPoint({ points, windowMs: 60_000, nowMs: 3000 }, atMs)?.t
    expect(at(0)).toBe(1000)
    expect(at(2400)).toBe(2000)
    expect(at(9000)).toBe(3000)
    expect(cursorPoint({ points: [], windowMs: 60_000, nowMs: 3000 }, 9000)).toBeUndefined()
  })

  test("stays at the edge while its own point moves out of the window", () => {
    const standsAt = (atMs: number, nowMs: number) =>
      cursorPoint({ points, windowMs: 60_000, nowMs }, atMs)?.t
    expect(standsAt(1000, 61_000)).toBe(1000)
    expect(standsAt(1000, 61_500)).toBe(2000)
    expect(standsAt(1000, 63_000)).toBe(3000)
    expect(standsAt(3000, 61_500)).toBe(3000)
    expect(standsAt(1000, 90_000)).toBeUndefined()
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
