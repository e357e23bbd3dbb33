import { expect, it } from "vitest"
import { parseFilter } from "../../model/index.js"
import { emptyWords } from "./empty-words.js"

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
