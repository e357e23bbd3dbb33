import { describe, expect, test } from "vitest"
import { gapPoint } from "../model/index.js"
import { activeBands, type Band, stackHeight, stackLabels } from "./stack.js"
import { trendOf } from "./trend.js"
import type { ChartPoint } from "./types.js"

const band = (id: string, read: Band["read"]): Band => ({
  id,
  name: id,
  colour: "grey",
  shape: "area",
  read,
})
const WAITING = band("waiting", ({ waiting }) => waiting)
const UNSEEN = band("unseen", ({ unseen }) => unseen)
const points: readonly ChartPoint[] = [2, 4, 6].map((waiting, at) => ({
  ...gapPoint(at * 500, 500, "away", 0),
  gap: null,
  waiting,
  unseen: 20,
}))

describe("a stack", () => {
  test("is as high as the highest sum", () => {
    expect(stackHeight(points, [WAITING, UNSEEN])).toBe(26)
    expect(stackHeight(points, [WAITING])).toBe(6)
    expect(stackHeight([], [WAITING])).toBe(0)
  })

  test("bands that are flat are left out", () => {
    expect(activeBands(points, [WAITING, band("flat", () => 0), band("gap", () => null)])).toEqual([
      WAITING,
    ])
  })

  test("labels stand at the middle of their bands, and the thickest stands out", () => {
    const labels = stackLabels(points, [WAITING, UNSEEN], new Set())
    expect(labels.map(({ id, at, strong }) => [id, at, strong])).toEqual([
      ["waiting", 2, false],
      ["unseen", 14, true],
    ])
  })

  test("a hidden band keeps a label, and takes no room", () => {
    const labels = stackLabels(points, [WAITING, UNSEEN], new Set(["waiting"]))
    expect(labels.map(({ id, at }) => [id, at])).toEqual([
      ["waiting", 0],
      ["unseen", 10],
    ])
  })
})

test.each([
  [[1, 1, 1, 1, 9], "rising"],
  [[9, 9, 9, 9, 1], "falling"],
  [[5, 5, 5, 5, 5.2], "steady"],
  [[0, 0, 0], "steady"],
])("the trend of %j is %s", (values, trend) => {
  expect(trendOf(values)).toBe(trend)
})
