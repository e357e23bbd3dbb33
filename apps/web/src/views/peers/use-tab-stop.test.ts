import { describe, expect, test } from "vitest"
import { placeOf } from "./use-tab-stop.js"

const named = (...names: readonly string[]) => names.map((name) => ({ name }))

describe("the tab stop of a list", () => {
  const last = { name: "b", index: 1 }

  test("goes with its peer when others come and go", () => {
    expect(placeOf(last, named("b", "c"))).toBe(0)
    expect(placeOf(last, named("x", "a", "b", "c"))).toBe(2)
  })

  test("is the next row's when its peer has gone, and the one's before at the end", () => {
    expect(placeOf(last, named("a", "c", "d"))).toBe(1)
    expect(placeOf(last, named("a"))).toBe(0)
  })

  test("is nowhere in an empty list", () => {
    expect(placeOf(last, [])).toBe(-1)
  })
})
