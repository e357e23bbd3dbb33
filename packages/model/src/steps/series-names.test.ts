import { describe, expect, it } from "vitest"
import { SeriesNames } from "./series-names.js"
import type { ChartPoint } from "./types.js"

/** A point in which some series occur. */
function pointOf(...series: readonly number[]): ChartPoint {
  const counts = new Map(series.map((one) => [one, 1]))
  return {
    t: 1000,
    widthMs: 100,
    gap: null,
    missed: 0,
    waiting: 0,
    unseen: 0,
    oldestWaitingUs: 0,
    outstanding: counts,
    served: counts,
    shares: new Map(),
    returnedPerSecond: 1,
    latency: null,
    split: null,
  }
}

describe("names of series", () => {
  it("gives workers of earlier runs the indexes that they had", () => {
    const names = new SeriesNames()
    names.addBase(0)
    names.addBase(5)
    names.addBase(5)
    names.learn({ 4: "early", 6: "late" })
    expect(names.of([pointOf(6, 4)])).toEqual([
      { series: 4, index: 4, name: "early" },
      { series: 6, index: 1, name: "late" },
    ])
  })

  it("counts anew with another server, whose first run begins below", () => {
    const names = new SeriesNames()
    names.addBase(0)
    names.addBase(5)
    names.addBase(0)
    expect(names.of([pointOf(6)])).toMatchObject([{ series: 6, index: 6 }])
  })
})
