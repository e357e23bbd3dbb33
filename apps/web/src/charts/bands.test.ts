import { expect, test } from "vitest"
import { gapPoint } from "../model/index.js"
import { gapBands } from "./Bands.js"

const SPAN = { fromMs: 10_000, toMs: 70_000 }
const gap = (t: number, widthMs: number) => gapPoint(t, widthMs, "away", 0)

test("neighbouring gaps are one band", () => {
  const bands = gapBands([gap(20_000, 500), gap(20_500, 500), gap(30_000, 4000)], SPAN)
  expect(bands).toEqual([
    { fromMs: 19_500, toMs: 20_500 },
    { fromMs: 26_000, toMs: 30_000 },
  ])
})

test("bands are cut to what is shown", () => {
  const bands = gapBands([gap(9000, 4000), gap(12_000, 8000), gap(70_500, 1000)], SPAN)
  expect(bands).toEqual([
    { fromMs: 10_000, toMs: 12_000 },
    { fromMs: 69_500, toMs: 70_000 },
  ])
})

test("points with data make none", () => {
  expect(gapBands([{ ...gap(20_000, 500), gap: null }], SPAN)).toEqual([])
})
