import { describe, expect, test } from "vitest"
import { timeTicks, valueTicks } from "./axis.js"

describe("value ticks", () => {
  test.each([
    [4, 9, [0, 1, 2, 3, 4]],
    [50, 9, [0, 10, 20, 30, 40, 50]],
    [1200, 9, [0, 500, 1000]],
    [1200, 1.4, [0, 1000]],
    [0.3, 9, [0, 0.1, 0.2, 0.3]],
  ])("the ceiling %d with room for %d gets the ticks %j", (ceiling, room, ticks) => {
    expect(valueTicks("linear", 0, ceiling, room)).toEqual(ticks)
  })

  test("decades are ticked at each power of ten, or at every other where there is no room", () => {
    const all = [1000, 10_000, 100_000, 1_000_000]
    expect(valueTicks("log", 1000, 1_000_000, 9)).toEqual(all)
    expect(valueTicks("log", 1000, 1_000_000, 2)).toEqual([1000, 100_000])
    expect(valueTicks("log", 1000, 1_000_000, 0.5)).toEqual([1000, 1_000_000])
  })
})

describe("time ticks", () => {
  test.each([
    [60_000, ["-60 s", "-40", "-20", "now"]],
    [300_000, ["-5 min", "-4", "-3", "-2", "-1", "now"]],
    [900_000, ["-15 min", "-10", "-5", "now"]],
    [3_600_000, ["-60 min", "-40", "-20", "now"]],
  ])("a window of %d ms reads %j", (windowMs, texts) => {
    expect([...timeTicks(windowMs, "now", 17).values()]).toEqual(texts)
    expect([...timeTicks(windowMs, "now", 5)]).toEqual([
      [-windowMs, texts[0]],
      [0, "now"],
    ])
  })

  test.each([
    [60_000, "03:03:46", 10.5, ["-60 s", "-40", "03:03:46"]],
    [300_000, "now", 10.5, ["-5 min", "-3", "-2", "-1", "now"]],
  ])("a window of %d ms to %s leaves out what would touch an end", (windowMs, edge, rem, texts) => {
    expect([...timeTicks(windowMs, edge, rem).values()]).toEqual(texts)
  })
})
