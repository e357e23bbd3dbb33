import { describe, expect, it } from "vitest"
import { WORKER_COLOUR_COUNT, workerLook } from "./colour.js"

describe("workerLook", () => {
  it("gives the same look for the same index, each time", () => {
    expect(workerLook(4)).toBe(workerLook(4))
  })

  it("tells three times seven workers apart by colour and pattern", () => {
    const looks = Array.from({ length: 21 }, (_, index) => workerLook(index))
    expect(new Set(looks.map((look) => look.colour)).size).toBe(WORKER_COLOUR_COUNT)
    expect(new Set(looks.map((look) => `${look.colour} ${look.pattern}`)).size).toBe(21)
    expect(workerLook(21)).toBe(workerLook(0))
  })

  it("draws the first seven solid and the next seven dashed in the same colours", () => {
    expect(workerLook(2).dash).toBeUndefined()
    expect(workerLook(9)).toMatchObject({ colour: workerLook(2).colour, pattern: "dashed" })
  })

  it("is grey for a worker that has no index yet", () => {
    expect(workerLook(-1).colour).toBe("var(--ink3)")
  })
})
