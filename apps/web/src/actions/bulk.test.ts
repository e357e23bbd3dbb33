import { describe, expect, it } from "vitest"
import { runBulk } from "./bulk.js"

describe("runBulk", () => {
  it("does everything once, a few at a time, and tells how far it is", async () => {
    const names = Array.from({ length: 20 }, (_, at) => `client-${at}`)
    const acted: string[] = []
    const progress: number[] = []
    let underWay = 0
    let most = 0
    const outcome = await runBulk(
      names,
      async (name) => {
        underWay += 1
        most = Math.max(most, underWay)
        await Promise.resolve()
        underWay -= 1
        acted.push(name)
        return true
      },
      (through) => progress.push(through),
    )
    expect(outcome).toEqual({ done: 20, failed: 0, failure: null })
    expect(acted.toSorted()).toEqual(names.toSorted())
    expect(progress).toEqual(names.map((_, at) => at + 1))
    expect(most).toBeGreaterThan(1)
    expect(most).toBeLessThan(20)
  })

  it("goes on past a failure, and keeps the first", async () => {
    const outcome = await runBulk(
      ["a", "b", "c"],
      async (name) => {
        if (name !== "b") throw new Error(`no ${name}`)
        return true
      },
      () => {},
    )
    expect(outcome).toMatchObject({ done: 1, failed: 2, failure: { message: "no a" } })
  })

  it("counts as done only what there was to do", async () => {
    const outcome = await runBulk(
      ["a", "b", "c"],
      async (name) => name === "b",
      () => {},
    )
    expect(outcome).toEqual({ done: 1, failed: 0, failure: null })
  })
})
