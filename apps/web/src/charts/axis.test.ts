import { describe, expect, test } from "vitest"
import { SettlingEnd, SHRINK_AFTER_MS, timeText, timeTicks, valueTicks } from "./axis.js"

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

describe("a settling end", () => {
  test("grows at once", () => {
    const end = new SettlingEnd()
    expect(end.settle(50, 0)).toBe(50)
    expect(end.settle(80, 1)).toBe(80)
  })

  test("shrinks only when less has sufficed for a while, to the most that was asked meanwhile", () => {
    const end = new SettlingEnd()
    end.settle(100, 0)
    expect(end.settle(20, 1000)).toBe(100)
    expect(end.settle(40, 2000)).toBe(100)
    expect(end.settle(10, 999 + SHRINK_AFTER_MS)).toBe(100)
    expect(end.settle(10, 1000 + SHRINK_AFTER_MS)).toBe(40)
  })

  test("a need of the whole in between begins the wait anew", () => {
    const end = new SettlingEnd()
    end.settle(100, 0)
    end.settle(20, 1000)
    end.settle(100, 2000)
    end.settle(20, 3000)
    expect(end.settle(20, 1000 + SHRINK_AFTER_MS)).toBe(100)
    expect(end.settle(20, 3000 + SHRINK_AFTER_MS)).toBe(20)
  })

  test("answers the same when asked twice", () => {
    const end = new SettlingEnd()
    end.settle(100, 0)
    end.settle(20, 1000)
    expect(end.settle(20, 9500)).toBe(end.settle(20, 9500))
  })
})

describe("time ticks", () => {
  test.each([
    [60_000, ["-60 s", "-40", "-20", "now"]],
    [300_000, ["-5 min", "-4", "-3", "-2", "-1", "now"]],
    [900_000, ["-15 min", "-10", "-5", "now"]],
    [3_600_000, ["-60 min", "-40", "-20", "now"]],
  ])("a window of %d ms reads %j", (windowMs, texts) => {
    const textOf = (tick: number) => timeText(tick, windowMs, "now")
    expect(timeTicks(windowMs, true).map(textOf)).toEqual(texts)
    expect(timeTicks(windowMs, false).map(textOf)).toEqual([texts[0], "now"])
  })
})
