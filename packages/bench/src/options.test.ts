import { expect, test } from "vitest"
import { readOptions } from "./options.js"

const DEFAULTS = { seconds: 10, rates: [200, 2000] }

test("what is left out is as by default", () => {
  expect(readOptions([], DEFAULTS)).toEqual({ values: DEFAULTS, json: undefined })
})

test("numbers may be fractions, lists have commas, and the report has a file", () => {
  expect(
    readOptions(["--seconds", "0.5", "--rates", "10,20,30", "--json", "a.json"], DEFAULTS),
  ).toEqual({ values: { seconds: 0.5, rates: [10, 20, 30] }, json: "a.json" })
})

test("a flag is given without a value", () => {
  const defaults = { seconds: 1, full: false, viewers: false }
  expect(readOptions(["--full"], defaults)).toEqual({
    values: { seconds: 1, full: true, viewers: false },
    json: undefined,
  })
  expect(readOptions(["--many"], defaults)).toContain("--seconds NUMBER, --full, --viewers and")
})

test("a text is taken as it is", () => {
  const defaults = { lanes: "dealer,random" }
  expect(readOptions(["--lanes", "dealer"], defaults)).toMatchObject({
    values: { lanes: "dealer" },
  })
  expect(readOptions(["--many"], defaults)).toContain("--lanes TEXT and")
})

test("what makes no sense is refused with what is allowed", () => {
  for (const args of [
    ["--seconds", "0"],
    ["--seconds", "1,2"],
    ["--rates", "200,,300"],
    ["--rates", "200,fast"],
    ["--rates", "Infinity"],
  ]) {
    expect(readOptions(args, DEFAULTS)).toContain("makes no sense")
  }
  expect(readOptions(["--minutes", "1"], DEFAULTS)).toContain(
    "the options are --seconds NUMBER, --rates NUMBER,NUMBER,... and --json FILE",
  )
})
