import { type ChartPoint, gapPoint } from "@zmqscope/model"
import { describe, expect, test } from "vitest"
import { placeCurves } from "./Curves.js"
import type { Series } from "./types.js"

const PLACE = { x: (t: number) => t / 10, y: (value: number) => 100 - value }

/** What is read is told by the time, in thousands. */
function series(shape: "line" | "area", values: readonly (number | null)[]): Series {
  return { id: shape, name: shape, colour: "", shape, read: ({ t }) => values[t / 1000] ?? null }
}

const points: readonly ChartPoint[] = [0, 1000, 2000, 3000].map((t) => gapPoint(t, 1000, "away", 0))

function pathsOf(...drawn: readonly Series[]): readonly string[] {
  return placeCurves(points, drawn, PLACE, (_, value) => value).map(({ d }) => d)
}

describe("curves", () => {
  test("of lines stand by themselves", () => {
    expect(pathsOf(series("line", [5, 6, 7, 8]), series("line", [1, 1, 1, 1]))).toEqual([
      "M-100,95L0,95L100,94L200,93L300,92",
      "M-100,99L0,99L100,99L200,99L300,99",
    ])
  })

  test("break where there is nothing", () => {
    expect(pathsOf(series("line", [5, 6, null, null]))).toEqual(["M-100,95L0,95L100,94"])
    expect(pathsOf(series("area", [null, 2, 2, null]))).toEqual([
      "M0,98L100,98L200,98L200,100L100,100L0,100Z",
    ])
    expect(pathsOf(series("line", [null, null, null, null]))).toEqual([""])
  })

  test("begin where the slot of their first point does, so that a lone one is seen", () => {
    expect(pathsOf(series("line", [null, 6, null, 8]))).toEqual(["M0,94L100,94M200,92L300,92"])
    const [, upper] = pathsOf(
      series("area", [null, null, 2, null]),
      series("area", [null, null, 3, null]),
    )
    expect(upper).toBe("M100,95L200,95L200,98L100,98Z")
  })

  test("of areas stand on those before them, whatever lines come between", () => {
    const [, , upper] = pathsOf(
      series("area", [5, 6, null, null]),
      series("line", [50, 50, 50, 50]),
      series("area", [1, 2, null, null]),
    )
    expect(upper).toBe("M-100,94L0,94L100,92L100,94L0,95L-100,95Z")
  })
})
