import { expect, test } from "vitest"
import { formatNumber, formatSpread, formatTable } from "./table.js"

test("columns are as wide as their widest cell, figures set right", () => {
  expect(
    formatTable(
      ["dealing", "p99 ms"],
      [
        ["dealer", "1,605.6"],
        ["idle-first", "56.3"],
      ],
    ),
  ).toBe(
    [
      "dealing      p99 ms",
      "----------  -------",
      "dealer      1,605.6",
      "idle-first     56.3",
    ].join("\n"),
  )
})

test("a cell that is missing is blank, and no line ends in blanks", () => {
  expect(formatTable(["a", "b"], [["x"]])).toBe("a  b\n-  -\nx")
})

test("what is not known is a dash", () => {
  expect(formatNumber(null, 1)).toBe("-")
  expect(formatNumber(undefined, 1)).toBe("-")
  expect(formatNumber(Number.NaN, 1)).toBe("NaN")
})

test("a spread shows its median first", () => {
  expect(formatSpread({ median: 12_345.6, min: 9, max: 20_000 }, 0)).toBe("12,346 (9 to 20,000)")
})
