import { describe, expect, it } from "vitest"
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatDurationTick,
  formatRate,
  formatSeconds,
  formatTick,
  plural,
  UNKNOWN,
  windowWords,
} from "./words.js"

describe("figures", () => {
  it("writes what is not known as a dash, and nought as nought", () => {
    expect([formatCount(undefined), formatRate(null), formatDuration(null)]).toEqual([
      UNKNOWN,
      UNKNOWN,
      UNKNOWN,
    ])
    expect([formatCount(0), formatRate(0), formatDuration(0)]).toEqual(["0", "0", "0 µs"])
  })

  it("groups thousands", () => {
    expect(formatCount(128_402)).toBe("128,402")
  })

  it.each([
    [0.25, "0.3"],
    [9.94, "9.9"],
    [9.97, "10"],
    [27.4, "27"],
    [1284.4, "1,284"],
  ])("writes a rate of %d as %s", (rate, text) => {
    expect(formatRate(rate)).toBe(text)
  })

  it.each([
    [850, "850 µs"],
    [999.6, "1.0 ms"],
    [4200, "4.2 ms"],
    [9960, "10 ms"],
    [412_000, "412 ms"],
    [999_499, "999 ms"],
    [999_600, "1.0 s"],
    [1_310_000, "1.3 s"],
    [119_000_000, "119 s"],
    [119_600_000, "2.0 min"],
    [600_000_000, "10 min"],
    [7_160_000_000, "119 min"],
    [7_180_000_000, "2.0 h"],
    [93_600_000_000, "26 h"],
  ])("writes %d microseconds as %s", (us, text) => {
    expect(formatDuration(us)).toBe(text)
  })

  it.each([
    [5, "5 B"],
    [1500, "1.5 kB"],
    [999_960, "1 MB"],
    [10_485_760, "10.5 MB"],
  ])("writes %d bytes as %s", (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text)
  })

  it("counts in words", () => {
    expect([plural(1, "worker"), plural(1200, "worker"), plural(0, "worker")]).toEqual([
      "1 worker",
      "1,200 workers",
      "0 workers",
    ])
  })
})

describe("axes and windows", () => {
  it("ticks of durations say each unit once", () => {
    const ticks = [100, 1000, 10_000, 100_000, 1_000_000]
    expect(ticks.map((us) => formatDurationTick(us, us === 100))).toEqual([
      "100 µs",
      "1 ms",
      "10",
      "100",
      "1 s",
    ])
  })

  it("a tick that says its unit is as short as its value is round", () => {
    expect([500, 1000, 2500, 1_500_000].map((us) => formatDurationTick(us, true))).toEqual([
      "500 µs",
      "1 ms",
      "2.5 ms",
      "1.5 s",
    ])
  })

  it("large ticks are short", () => {
    expect([2.5, 1200, 40_000, 1_500_000].map(formatTick)).toEqual(["2.5", "1,200", "40k", "1.5M"])
  })

  it("writes windows in seconds and in words", () => {
    expect([500, 2000, 20_000].map(formatSeconds)).toEqual(["0.5 s", "2 s", "20 s"])
    expect(windowWords(60_000)).toBe("the last minute")
    expect(windowWords(900_000, true)).toBe("the 15 minutes shown")
  })
})
