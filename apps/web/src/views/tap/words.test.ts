import { parseFilter } from "@zmqscope/model"
import { expect, it } from "vitest"
import { emptyWords, reachWords } from "./words.js"

const ROSTER = {
  clientNames: new Map([[0, "client-1"]]),
  workerNames: new Map([[0, "worker-1"]]),
}

it("says why nothing is listed: names that nobody bears, in groups and lists too", () => {
  const words = (filter: string) => emptyWords(parseFilter(filter).terms, ROSTER)
  expect(words("")).toBe("No envelope yet. Each request shows here as it ends.")
  expect(words("worker:worker-* client:CLIENT-1")).toBe(
    "No envelope matches. Clear the filter to see all.",
  )
  expect(words("worker:worker-9 or (client:client-1,mars)")).toBe(
    "No worker of this run is called worker-9. No client of this run is called mars. No envelope matches. Clear the filter to see all.",
  )
  expect(words("not worker:worker-9")).toContain("No worker of this run is called worker-9.")
})

const LISTED = {
  count: 20,
  total: 1500,
  isFiltered: true,
  fromMs: 4000,
  reachMs: 9000,
  past: null,
  time: (unixMs: number) => `${unixMs / 1000} s`,
}
const TOLD = { state: "told", isCut: false, kept: 100_000, sinceMs: null } as const

it("says how many are listed and since when the page holds all", () => {
  expect(reachWords(LISTED)).toEqual({
    text: "20 of the last 1,500 envelopes, since 9 s",
    isShort: false,
  })
  const all = { ...LISTED, count: 1, total: 1, isFiltered: false, reachMs: null }
  expect(reachWords(all).text).toBe("the last 1 envelope")
})

it("does not say that nothing has come while it is only not here", () => {
  expect(emptyWords([], ROSTER)).toContain("No envelope yet")
  expect(emptyWords([], ROSTER, true)).toBe("What has passed is not here yet.")
})

it("says of what the page does not hold whether the server does", () => {
  const words = (past: Parameters<typeof reachWords>[0]["past"]) => reachWords({ ...LISTED, past })
  expect(words({ state: "asked" }).text).toContain("the server is asked for what was before 9 s")
  expect(words({ state: "failed", reason: "it is down" })).toEqual({
    text: "20 of 1,500 envelopes; nothing before 9 s is here: it is down",
    isShort: true,
  })
  expect(words(TOLD)).toEqual({
    text: "20 of 1,500 envelopes; those before 9 s as the server has them",
    isShort: false,
  })
  expect(words({ ...TOLD, sinceMs: 4000 }).isShort).toBe(false)
  expect(words({ ...TOLD, sinceMs: 6000 })).toEqual({
    text: "20 of 1,500 envelopes; the server keeps the last 100,000; these reach back to 6 s",
    isShort: true,
  })
  expect(words({ ...TOLD, isCut: true }).isShort).toBe(true)
})
