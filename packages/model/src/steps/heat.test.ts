import { bucketOf } from "@zmqscope/metrics"
import { describe, expect, test } from "vitest"
import { HEAT_LEVELS, heatCells } from "./heat.js"

const point = (buckets: number[]) => ({ p50Us: 0, p95Us: 0, p99Us: 0, buckets })

describe("heat cells", () => {
  test("round trips that are all alike make one cell of the full shade", () => {
    expect(heatCells(point([bucketOf(2100), 40]))).toEqual([{ row: 33, level: HEAT_LEVELS }])
  })

  test("a row with a few of a hundred is fainter than one with most", () => {
    const cells = heatCells(point([bucketOf(2100), 92, bucketOf(40_000), 8]))
    expect(cells).toEqual([
      { row: 33, level: HEAT_LEVELS },
      { row: 46, level: 3 },
    ])
  })

  test("buckets of one row are one cell", () => {
    expect(heatCells(point([bucketOf(2100), 1, bucketOf(2300), 1]))).toHaveLength(1)
  })

  test("a single slow one among many is seen", () => {
    const cells = heatCells(point([bucketOf(2100), 9999, bucketOf(1_100_000), 1]))
    expect(cells).toContainEqual({ row: 60, level: 1 })
  })

  test("the shade goes by the share, not by the load", () => {
    const buckets = [bucketOf(2100), 3, bucketOf(40_000), 1]
    const tenfold = buckets.map((value, at) => (at % 2 === 1 ? value * 10 : value))
    expect(heatCells(point(tenfold))).toEqual(heatCells(point(buckets)))
  })
})
