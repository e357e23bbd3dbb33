import { describe, expect, test } from "vitest"
import {
  decadeTicks,
  linearTicks,
  niceCeiling,
  SettlingEnd,
  SHRINK_AFTER_MS,
  timeTicks,
} from "./axis.js"

describe("ceilings and ticks", () => {
  test.each([
    [0, 4, 4],
    [3.9, 4, 4],
    [41, 4, 50],
    [50, 4, 50],
    [50.1, 4, 60],
    [1001, 4, 1200],
    [0.3, 0.1, 0.3],
  ])("%d, at least %d, gets the ceiling %d", (value, least, ceiling) => {
    expect(niceCeiling(value, least)).toBe(ceiling)
  })

  test.each([
    [4, [0, 1, 2, 3, 4]],
    [5, [0, 2, 4]],
    [60, [0, 20, 40, 60]],
    [1200, [0, 500, 1000]],
    [0.3, [0, 0.1, 0.2, 0.3]],
  ])("the ceiling %d gets the ticks %j", (ceiling, ticks) => {
    expect(linearTicks(ceiling)).toEqual(ticks)
  })

  test("every ceiling gets two to four steps, all below it", () => {
    for (let value = 1; value < 100_000; value *= 1.07) {
      const ceiling = niceCeiling(value, 1)
      const ticks = linearTicks(ceiling)
      expect(ticks.length).toBeGreaterThanOrEqual(3)
      expect(ticks.length).toBeLessThanOrEqual(5)
      expect(ticks.at(-1)).toBeLessThanOrEqual(ceiling)
    }
  })

  test("decades are ticked at each power of ten", () => {
    expect(decadeTicks(1000, 1_000_000)).toEqual([1000, 10_000, 100_000, 1_000_000])
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
    expect(timeTicks(windowMs, 7_200_000, false).map(({ text }) => text)).toEqual(texts)
  })

  test("stand where they say", () => {
    const ticks = timeTicks(60_000, 100_000, false)
    expect(ticks.map(({ t }) => t)).toEqual([40_000, 60_000, 80_000, 100_000])
  })

  test("a frozen window ends in the time of day", () => {
    expect(timeTicks(60_000, 1_790_000_000_000, true).at(-1)?.text).toMatch(/^\d\d:\d\d:\d\d$/)
  })
})
