import { expect, test } from "vitest"
import { inTurn } from "./rounds.js"

test("rounds are taken in turn, and given by variant in their order", async () => {
  const taken: string[] = []
  const variant = (name: string) => ({
    name,
    measure: async () => {
      taken.push(name)
      return taken.length
    },
  })
  const told: string[] = []
  const results = await inTurn([variant("a"), variant("b")], 2, (text) => told.push(text))
  expect(taken).toEqual(["a", "b", "a", "b"])
  expect(results).toEqual([
    [1, 3],
    [2, 4],
  ])
  expect(told[2]).toBe("round 2 of 2: a")
})
