import { describe, expect, test } from "vitest"
import { gapPoint } from "../model/index.js"
import { placeCurves } from "./curves.js"
import type { DrawnSeries } from "./Series.js"
import type { ChartPoint } from "./types.js"

const PLACE = { x: (t: number) => t / 10, y: (value: number) => 100 - value }

/** What is read is told by the time, in thousands. */
function series(shape: "line" | "area", values: readonly (number | null)[]): DrawnSeries {
  return { id: shape, colour: "", shape, read: ({ t }) => values[t / 1000] ?? null }
}

const points: readonly ChartPoint[] = [0, 1000, 2000, 3000].map((t) => gapPoint(t, 1000, "away", 0))

function pathsOf(...drawn: readonly DrawnSeries[]): readonly string[] {
  return placeCurves(points, drawn, PLACE).map(({ d }) => d)
}

describe("curves", () => {
  test("of lines stand by themselves", () => {
    expect(pathsOf(series("line", [5, 6, 7, 8]), series("line", [1, 1, 1, 1]))).toEqual([
      "M0.0 95.0L100.0 94.0L200.0 93.0L300.0 92.0",
      "M0.0 99.0L100.0 99.0L200.0 99.0L300.0 99.0",
    ])
  })

  test("break where there is nothing", () => {
    expect(pathsOf(series("line", [5, 6, null, null]))).toEqual(["M0.0 95.0L100.0 94.0"])
    expect(pathsOf(series("area", [null, 2, 2, null]))).toEqual([
      "M100.0 98.0L200.0 98.0L200.0 100.0L100.0 100.0Z",
    ])
    expect(pathsOf(series("line", [null, null, null, null]))).toEqual([""])
  })

  test("run over the whole slot of a point that stands alone", () => {
    expect(pathsOf(series("line", [null, 6, null, 8]))).toEqual([
      "M0.0 94.0L100.0 94.0M200.0 92.0L300.0 92.0",
    ])
    const [, upper] = pathsOf(
      series("area", [5, 5, 5, 5]),
      series("area", [null, null, 2, null]),
      series("area", [null, null, 3, null]),
    )
    expect(upper).toBe("M100.0 93.0L200.0 93.0L200.0 95.0L100.0 95.0Z")
  })

  test("of areas stand on those before them, whatever lines come between", () => {
    const [, , upper] = pathsOf(
      series("area", [5, 6, null, null]),
      series("line", [50, 50, 50, 50]),
      series("area", [1, 2, null, null]),
    )
    expect(upper).toBe("M0.0 94.0L100.0 92.0L100.0 94.0L0.0 95.0Z")
  })
})
