import { expect, it } from "vitest"
import { trendOf } from "./points.js"

it.each([
  [[1, 1, 1, 1, 9], "rising"],
  [[9, 9, 9, 9, 1], "falling"],
  [[5, 5, 5, 5, 5.2], "steady"],
  [[0, 0, 0], "steady"],
])("the trend of %j is %s", (values, trend) => {
  expect(trendOf(values)).toBe(trend)
})
