import { describe, expect, it } from "vitest"
import { fuzzyScore } from "./fuzzy.js"

const TITLES = [
  "Spawn a client",
  "Spawn a worker",
  "Spawn 25 workers: Slow",
  "Kill worker-1",
  "Kill worker-11",
  "Kill a random worker",
  "Charts show 15 minutes",
  "Freeze or release the charts",
]

function found(query: string): readonly string[] {
  return TITLES.map((title) => ({ title, score: fuzzyScore(query, title) }))
    .filter(({ score }) => score !== null)
    .sort((one, other) => (other.score ?? 0) - (one.score ?? 0))
    .map(({ title }) => title)
}

describe("looking for a command", () => {
  it("takes words in any order, wherever they begin", () => {
    expect(found("work slow 25 sp")).toEqual(["Spawn 25 workers: Slow"])
    expect(found("minutes charts")).toEqual(["Charts show 15 minutes"])
  })

  it("puts the shortest of those that answer as well first", () => {
    expect(found("kill worker-1")).toEqual(["Kill worker-1", "Kill worker-11"])
  })

  it("forgives letters that are left out", () => {
    expect(found("spwn wrkr")).toContain("Spawn a worker")
    expect(found("frz chrts")).toEqual(["Freeze or release the charts"])
  })

  it("does not take one number for another", () => {
    expect(found("spawn 2 workers")).not.toContain("Charts show 15 minutes")
    expect(found("kill 111")).toEqual([])
  })

  it("finds nothing where a word is nowhere", () => {
    expect(found("kill elephant")).toEqual([])
    expect(fuzzyScore("colours", "Switch the theme")).toBeNull()
  })

  it("finds what is only aside, after what is in the title", () => {
    const aside = fuzzyScore("theme", "Switch the colours", "theme")
    expect(aside).not.toBeNull()
    expect(aside).toBeLessThan(fuzzyScore("theme", "Switch the theme") ?? 0)
  })

  it("answers nothing with everything", () => {
    expect(found("")).toHaveLength(TITLES.length)
  })
})
