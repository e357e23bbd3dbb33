import { gapPoint } from "@zmqscope/model"
import { expect, test } from "vitest"
import { restOf } from "./worker-series.js"

const point = { ...gapPoint(1000, 500, "away", 0), gap: null }
const served = new Map([
  [1, 4],
  [2, 8],
])

test("the rest's line is what one of those that were there does, its band what all hold", () => {
  const valuesOf = () => served
  expect(restOf([1, 2, 3], valuesOf, "line").read(point)).toBe(6)
  expect(restOf([3, 4], valuesOf, "line").read(point)).toBeNull()
  expect(restOf([1, 2, 3], valuesOf, "area").read(point)).toBe(12)
  expect(restOf([1], valuesOf, "area").read(gapPoint(1000, 500, "away", 0))).toBeNull()
})
