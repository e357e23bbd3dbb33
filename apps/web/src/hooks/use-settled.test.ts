import { describe, expect, test } from "vitest"
import { SettlingEnd, SHRINK_AFTER_MS } from "./use-settled.js"

describe("a settling end", () => {
  test("grows at once", () => {
    const end = new SettlingEnd()
    expect(end.settle(50, 0)).toBe(50)
    expect(end.settle(80, 1)).toBe(80)
  })

  test("shrinks only when less has sufficed for a while, to the most that was asked meanwhile", () => {
    const end = new SettlingEnd()
    end.settle(100, 0)
    expect(end.settle(20, 1000)).toBe(100)
    expect(end.settle(40, 2000)).toBe(100)
    expect(end.settle(10, 999 + SHRINK_AFTER_MS)).toBe(100)
    expect(end.settle(10, 1000 + SHRINK_AFTER_MS)).toBe(40)
  })

  test("a need of the whole in between begins the wait anew", () => {
    const end = new SettlingEnd()
    end.settle(100, 0)
    end.settle(20, 1000)
    end.settle(100, 2000)
    end.settle(20, 3000)
    expect(end.settle(20, 1000 + SHRINK_AFTER_MS)).toBe(100)
    expect(end.settle(20, 3000 + SHRINK_AFTER_MS)).toBe(20)
  })

  test("answers the same when asked twice", () => {
    const end = new SettlingEnd()
    end.settle(100, 0)
    end.settle(20, 1000)
    expect(end.settle(20, 9500)).toBe(end.settle(20, 9500))
  })
})
