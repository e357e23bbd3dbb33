import { describe, expect, it } from "vitest"
import { chooseSampling, isSampled, MAX_DOTS, MAX_DOTS_PER_SECOND } from "./sampling.js"

describe("sampling", () => {
  it("gives every envelope its dot as long as the eye can follow", () => {
    expect(chooseSampling(1, MAX_DOTS_PER_SECOND, 100)).toBe(1)
  })

  it.each([
    [MAX_DOTS_PER_SECOND + 1, 0, 10],
    [2000, 40, 10],
    [10_000, 200, 100],
    [20, MAX_DOTS, 10],
    [20, 100_000, 100],
    [1e9, 1e9, 1000],
  ] as const)("at %d/s with %d live lets a dot stand for %d", (perSecond, live, expected) => {
    expect(chooseSampling(1, perSecond, live)).toBe(expected)
  })

  it("goes back only well below the bound", () => {
    expect(chooseSampling(10, 0.9 * MAX_DOTS_PER_SECOND, 0)).toBe(10)
    expect(chooseSampling(10, 0.5 * MAX_DOTS_PER_SECOND, 0)).toBe(1)
    expect(chooseSampling(100, 0.9 * MAX_DOTS_PER_SECOND, 0)).toBe(10)
  })

  it.each([
    [10, 50],
    [10, 4],
    [100, 3],
  ] as const)("takes 1 in %d evenly from each of %d workers in turn", (sampling, workers) => {
    const rounds = 1000
    const counts = Array.from({ length: workers }, () => 0)
    for (let number = 1; number <= workers * rounds; number += 1) {
      if (isSampled(number, sampling))
        counts[number % workers] = (counts[number % workers] ?? 0) + 1
    }
    const fair = rounds / sampling
    for (const count of counts) {
      expect(count).toBeGreaterThan(0.7 * fair)
      expect(count).toBeLessThan(1.3 * fair)
    }
  })

  it("takes every one when a dot is one envelope, and those of a coarser sample in a finer", () => {
    for (let number = 1; number < 10_000; number += 1) {
      expect(isSampled(number, 1)).toBe(true)
      if (isSampled(number, 100)) expect(isSampled(number, 10)).toBe(true)
    }
  })
})
