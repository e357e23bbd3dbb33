import { describe, expect, test } from "vitest"
import { keyTarget } from "./key-target.js"

describe("a key in the tap", () => {
  test.each([
    ["ArrowDown", { index: 21, cell: 2 }],
    ["k", { index: 19, cell: 2 }],
    ["PageDown", { index: 30, cell: 2 }],
    ["PageUp", { index: 10, cell: 2 }],
    ["Home", { index: 0, cell: 2 }],
    ["End", { index: 39, cell: 2 }],
    ["ArrowLeft", { index: 20, cell: 1 }],
    ["ArrowRight", { index: 20, cell: 3 }],
    ["x", null],
  ])("%s leads to another cell, or is none of its keys", (key, to) => {
    expect(keyTarget(key, { index: 20, cell: 2 }, 10, 40)).toEqual(to)
  })

  test("is the list's at an end, too", () => {
    const first = { index: 0, cell: 0 }
    const last = { index: 39, cell: 0 }
    for (const key of ["k", "ArrowUp", "PageUp", "Home", "ArrowLeft"]) {
      expect(keyTarget(key, first, 10, 40)).toEqual(first)
    }
    for (const key of ["j", "ArrowDown", "PageDown", "End"]) {
      expect(keyTarget(key, last, 10, 40)).toEqual(last)
    }
  })
})
