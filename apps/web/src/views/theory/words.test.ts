import type { Theory } from "@zmqscope/protocol"
import { expect, test } from "vitest"
import { littleFigures, littleWords, standingOf, standingWords, theoryRows } from "./words.js"

const HOLDS = { condition: "arrivals", holds: true, why: "So they are." }

const THEORY: Theory = {
  watchedMs: 42_000,
  workers: 4,
  arrivalsPerSecond: 80,
  serviceUs: 40_000,
  waitUs: 31_000,
  utilisation: 0.8,
  busyShare: 0.79,
  expected: {
    waits: 0.6,
    meanWaitUs: 29_800,
    p95WaitUs: 120_000,
    p99WaitUs: 200_000,
    meanRoundTripUs: 69_800,
    inSystem: 5.58,
  },
  applies: true,
  conditions: [HOLDS],
  little: {
    inSystem: 5.7,
    perSecond: 80,
    withinUs: 71_250,
    apart: 0.001,
    passed: 3360,
    cut: 11,
    verdict: "holds",
  },
}

const FAILS = { condition: "service", holds: false, why: "worker-1 takes fixed times." }
const UNKNOWN = { condition: "arrivals", holds: null, why: "Nobody can tell how they ask." }

test.each([
  [{}, "applies", "All that M/M/4 supposes holds here."],
  [
    { applies: false, conditions: [UNKNOWN, FAILS, HOLDS] },
    "does-not-apply",
    "M/M/4 does not apply. worker-1 takes fixed times.",
  ],
  [
    { applies: false, conditions: [UNKNOWN, HOLDS] },
    "unknown",
    "Whether M/M/4 applies nobody can tell. Nobody can tell how they ask.",
  ],
  [
    { applies: false, utilisation: 1.2, expected: null },
    "overload",
    "More is asked for than 4 workers can do: the queue grows for ever, and waiting has no mean.",
  ],
  [
    { serviceUs: null, utilisation: null, expected: null },
    "empty",
    "No request was served in the last 42 s: theory has nothing to speak of.",
  ],
] as const)("how it stands, with the reason: %o", (change, standing, words) => {
  const theory = { ...THEORY, ...change } as Theory
  expect(standingOf(theory)).toBe(standing)
  expect(standingWords(theory)).toBe(words)
})

test("what is measured stands beside what is expected, and what is not known is a dash", () => {
  const rows = (theory: Theory) =>
    theoryRows(theory).map(({ title, measured, expected }) => [title, measured, expected])
  expect(rows(THEORY)).toEqual([
    ["Utilisation", "79 %", "80 %"],
    ["Waiting, mean", "31 ms", "30 ms"],
    ["In the broker, L", "5.70", "5.58"],
    ["Time in it, W", "71 ms", "70 ms"],
    ["Requests that wait", "—", "60 %"],
    ["Waiting, p99", "—", "200 ms"],
  ])
  const bare = { ...THEORY, expected: null, little: null, waitUs: null, busyShare: null }
  expect(rows(bare).map(([, measured]) => measured)).toEqual(["—", "—", "—", "—", "—", "—"])
})

test("Little's law in figures, and what they say", () => {
  const { little } = THEORY
  if (little === null) throw new Error("there is one")
  expect(littleFigures(little)).toBe("L 5.70; λ 80/s × W 71 ms = 5.70")
  expect(littleWords(little)).toBe("0.1 % apart: it holds. 3,360 requests passed.")
  expect(littleWords({ ...little, passed: 12, cut: 4, verdict: "too-few" })).toBe(
    "0.1 % apart, but too few: 12 requests passed, and the edges of what was watched cut 4.",
  )
  expect(littleWords({ ...little, apart: 0.2, verdict: "apart" })).toContain(
    "20.0 % apart: who is counted is not who is followed.",
  )
  expect(littleWords({ ...little, verdict: "missed" })).toContain("Records were missed")
})
