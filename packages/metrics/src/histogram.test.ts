import { seededRandom } from "@zmqscope/testkit/samples"
import { describe, expect, test } from "vitest"
import { BUCKET_COUNT, bucketHighUs, bucketLowUs, bucketMidUs, bucketOf } from "./buckets.js"
import { Histogram } from "./histogram.js"

const RELATIVE_ERROR = 1 / 32

/** Durations from 16 us to two minutes, every octave alike. */
function samples(seed: number, count: number): number[] {
  const random = seededRandom(seed)
  return Array.from({ length: count }, () => 16 * (120e6 / 16) ** random())
}

function exactPercentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

function histogramOf(values: readonly number[]): Histogram {
  const histogram = new Histogram()
  for (const value of values) histogram.record(value)
  return histogram
}

describe("buckets", () => {
  test("join without a hole or an overlap, each at most 1/16 of its start wide", () => {
    for (let bucket = 0; bucket < BUCKET_COUNT; bucket += 1) {
      const [low, high] = [bucketLowUs(bucket), bucketHighUs(bucket)]
      expect(bucketOf(low)).toBe(bucket)
      expect(bucketOf(high - 1e-6)).toBe(bucket)
      expect(high - low).toBeLessThanOrEqual(Math.max(1, low / 16))
    }
    expect(bucketHighUs(BUCKET_COUNT - 1)).toBeGreaterThan(120e6)
  })

  test("take any number: too long, negative, infinite or none", () => {
    expect(bucketOf(1e12)).toBe(BUCKET_COUNT - 1)
    expect(bucketOf(Number.POSITIVE_INFINITY)).toBe(BUCKET_COUNT - 1)
    expect(bucketOf(-5)).toBe(0)
    expect(bucketOf(Number.NaN)).toBe(0)
  })

  test("stand for a value within 1/32 of it, or half a microsecond below 16 us", () => {
    for (const value of samples(1, 5000)) {
      const error = Math.abs(bucketMidUs(bucketOf(value)) - value) / value
      expect(error).toBeLessThanOrEqual(RELATIVE_ERROR)
    }
    for (let value = 0; value < 16; value += 0.25) {
      expect(Math.abs(bucketMidUs(bucketOf(value)) - value)).toBeLessThanOrEqual(0.5)
    }
  })
})

describe("a histogram", () => {
  test.each([1, 2, 3])("gives percentiles within 1/32 of the exact (seed %i)", (seed) => {
    const values = samples(seed, 3000)
    const histogram = histogramOf(values)
    for (const share of [0, 0.01, 0.5, 0.95, 0.99, 0.999, 1]) {
      const exact = exactPercentile(values, share)
      const error = Math.abs((histogram.percentile(share) ?? Number.NaN) - exact) / exact
      expect(error).toBeLessThanOrEqual(RELATIVE_ERROR)
    }
  })

  test("says null while it is empty, and again once cleared", () => {
    const histogram = histogramOf([100])
    expect(histogram.percentile(0.5)).not.toBeNull()
    histogram.clear()
    expect(histogram.percentile(0.5)).toBeNull()
    expect(histogram.toSparse()).toEqual([])
  })

  test("is the same after its sparse form, and adds and takes back others", () => {
    const [early, late] = [histogramOf(samples(4, 500)), histogramOf(samples(5, 500))]
    const both = new Histogram()
    both.addSparse(early.toSparse())
    both.addSparse(late.toSparse())
    expect(both.count).toBe(1000)
    expect(both.toSparse()).toEqual(
      histogramOf([...samples(4, 500), ...samples(5, 500)]).toSparse(),
    )
    both.subtract(early)
    expect(both.toSparse()).toEqual(late.toSparse())
  })

  test("skips buckets that do not exist", () => {
    const histogram = new Histogram()
    histogram.addSparse([-1, 5, BUCKET_COUNT, 5, 3, 2, 7])
    expect(histogram.toSparse()).toEqual([3, 2])
  })
})
