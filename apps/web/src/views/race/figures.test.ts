import { UNKNOWN, verdict } from "@zmqscope/metrics"
import { RACE_FIGURES } from "@zmqscope/protocol"
import { expect, test } from "vitest"
import { testRace } from "../../../test/support/races.js"
import { TEST_SENTENCE, verdictRows } from "./figures.js"
import { raceMarkdown } from "./markdown.js"

const SIX = verdict("p99Us", [
  [50_000, 51_000, 52_000, 50_000, 51_000, 52_000],
  [10_000, 11_000, 9000, 10_000, 11_000, 9000],
])
const ROWS = verdictRows([SIX], testRace().lanes)
const P99 = ROWS.find(({ figure }) => figure === "p99Us")

test("a figure says who leads, by how much the rounds differ, and whether it is more than noise", () => {
  expect(P99).toMatchObject({
    lanes: [
      { mean: "51 ms", spread: "50 ms to 52 ms" },
      { mean: "10 ms", spread: "9.0 ms to 11 ms" },
    ],
    leader: 1,
    leads: "b",
    chance: "3.1 %",
    isMoreThanNoise: true,
  })
})

test("a lead of few rounds may be noise, and is said to be", () => {
  const two = verdict("p99Us", [
    [50_000, 51_000],
    [10_000, 11_000],
  ])
  const row = verdictRows([two], testRace().lanes).find(({ figure }) => figure === "p99Us")
  expect(row).toMatchObject({ leads: "b, or noise", chance: "50 %", isMoreThanNoise: false })
})

test("where the best are equal nobody leads, and where one has no figure there are too few", () => {
  const verdicts = [verdict("lost", [[0], [0]]), verdict("p50Us", [[null], [7]])]
  const rows = verdictRows(verdicts, testRace().lanes)
  expect(rows.find(({ figure }) => figure === "lost")?.leads).toBe("nobody")
  expect(rows.find(({ figure }) => figure === "p50Us")?.leads).toBe("too few to tell")
})

test("each figure has its row from the beginning, unknown until the first round is over", () => {
  const rows = verdictRows([], testRace().lanes)
  expect(rows.map(({ figure }) => figure)).toEqual(RACE_FIGURES)
  expect(new Set(rows.flatMap(({ lanes }) => lanes.map(({ mean }) => mean)))).toEqual(
    new Set([UNKNOWN]),
  )
})

test("the test is told with the numbers that it goes by", () => {
  expect(TEST_SENTENCE).toContain("At 5 % and below")
  expect(TEST_SENTENCE).toContain("fewer than 6 rounds")
})

test("the table as Markdown has what the page shows, and what was set", () => {
  const text = raceMarkdown(testRace({ phase: "done", verdicts: [SIX] }))
  expect(text).toMatch(
    /^Over: 6 rounds of 8 s\. 4 clients, each 15\/s as Poisson arrivals; 4 workers/,
  )
  expect(text).toContain("|  | a: dealer | b: idle-first, prefetch 1 | leads | by chance |")
  expect(text).toContain("| p99 | 51 ms (50 ms to 52 ms) | 10 ms (9.0 ms to 11 ms) | b | 3.1 % |")
})
