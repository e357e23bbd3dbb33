import { describe, expect, it } from "vitest"
import { formatBytes, formatCount, formatDuration, formatRate, plural, UNKNOWN } from "./format.js"

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
    [600_000_000, "600 s"],
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
