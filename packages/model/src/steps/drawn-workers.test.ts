import { describe, expect, test } from "vitest"
import { chooseWorkers, MAX_DRAWN_WORKERS } from "./drawn-workers.js"
import { gapPoint } from "./slot.js"
import type { ChartPoint, WorkerSeries } from "./types.js"

const point = (served: Record<number, number>): ChartPoint => ({
  ...gapPoint(1000, 500, "away", 0),
  gap: null,
  served: new Map(Object.entries(served).map(([series, rate]) => [Number(series), rate])),
})
const workers: readonly WorkerSeries[] = Array.from({ length: 50 }, (_, series) => ({
  series,
  name: `worker-${series}`,
  index: series,
}))
const servedOf = ({ served }: ChartPoint) => served
const seriesOf = (chosen: readonly WorkerSeries[]) => chosen.map(({ series }) => series)

describe("choosing workers to draw", () => {
  test("few are all drawn, by series", () => {
    const { drawn, others } = chooseWorkers([point({ 3: 1, 1: 9, 2: 0 })], workers, servedOf, [])
    expect(seriesOf(drawn)).toEqual([1, 2, 3])
    expect(others).toEqual([])
  })

  test("of many the largest shares of the window are drawn, the rest are others", () => {
    const rates = Object.fromEntries(workers.map(({ series }) => [series, series + 1]))
    const { drawn, others } = chooseWorkers([point(rates), point(rates)], workers, servedOf, [])
    expect(seriesOf(drawn)).toEqual([43, 44, 45, 46, 47, 48, 49])
    expect(drawn).toHaveLength(MAX_DRAWN_WORKERS)
    expect(others).toHaveLength(43)
  })

  test("those that are there go before those that have gone, however much these did", () => {
    const gone = Object.fromEntries(workers.slice(0, 20).map(({ series }) => [series, 100]))
    const { drawn } = chooseWorkers([point(gone), point({ 30: 1, 31: 0 })], workers, servedOf, [])
    expect(seriesOf(drawn)).toEqual([0, 1, 2, 3, 4, 30, 31])
  })

  test("a drawn one keeps its place until it is clearly passed", () => {
    const rates = Object.fromEntries(workers.map(({ series }) => [series, 100 - series]))
    const before = chooseWorkers([point(rates)], workers, servedOf, []).drawn
    expect(seriesOf(before)).toContain(6)
    const near = chooseWorkers([point({ ...rates, 7: 96 })], workers, servedOf, before).drawn
    expect(seriesOf(near)).toEqual(seriesOf(before))
    const far = chooseWorkers([point({ ...rates, 7: 200 })], workers, servedOf, before).drawn
    expect(seriesOf(far)).toEqual([0, 1, 2, 3, 4, 5, 7])
  })
})
