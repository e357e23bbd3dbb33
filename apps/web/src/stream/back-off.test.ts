import { describe, expect, it } from "vitest"
import { backOffMs } from "./back-off.js"

describe("backOffMs", () => {
  it("doubles up to ten seconds", () => {
    expect([1, 2, 3, 4, 5, 6, 50].map((attempt) => backOffMs(attempt, 0))).toEqual([
      500, 1000, 2000, 4000, 8000, 10_000, 10_000,
    ])
  })

  it("takes off up to a half at random", () => {
    expect(backOffMs(2, 0.5)).toBe(750)
    expect(backOffMs(2, 0.999)).toBeGreaterThan(500)
  })
})
