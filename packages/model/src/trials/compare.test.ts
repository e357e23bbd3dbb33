import type { Trial, TrialFigures } from "@zmqscope/protocol"
import { describe, expect, test } from "vitest"
import { compareInWords, compareTrials } from "./compare.js"
import { comparisonMarkdown, trialsMarkdown } from "./markdown.js"

const FIGURES: TrialFigures = {
  watchedMs: 30_000,
  receivedPerSecond: 82,
  returnedPerSecond: 82,
  roundTrips: 2460,
  roundTripUs: { p50: 1800, p95: 1_475_000, p99: 1_475_000 },
  idleWhileQueuedUs: 14_590_000,
  busyShare: 0.3,
  lost: 30,
  undeliverable: 0,
  expired: 0,
  shed: 0,
  rejected: 0,
  requeued: 0,
  missed: 0,
}

function trial(
  number: number,
  patch: Partial<Trial> = {},
  figures: Partial<TrialFigures> = {},
): Trial {
  return {
    number,
    fromMs: 0,
    untilMs: 30_000,
    changes: [],
    settings: {
      paused: false,
      dealing: "dealer",
      prefetch: 1,
      onWorkerLoss: "lose",
      dropAbandoned: false,
      shedding: { mode: "none" },
    },
    clients: 8,
    workers: 4,
    ...patch,
    figures: { ...FIGURES, ...figures },
  }
}

const DEALER = trial(1)
const IDLE_FIRST = trial(
  2,
  { changes: ["dealing: idle-first"], settings: { ...DEALER.settings, dealing: "idle-first" } },
  {
    receivedPerSecond: 320,
    returnedPerSecond: 320,
    roundTripUs: { p50: 1700, p95: 50_000, p99: 52_000 },
    idleWhileQueuedUs: 0,
    lost: 1,
  },
)

describe("comparing two trials", () => {
  test("says of each figure how it differs, and whether that is better", () => {
    const said = compareTrials(DEALER, IDLE_FIRST).map(({ row, difference, verdict }) => [
      row.name,
      difference,
      verdict,
    ])
    expect(said).toEqual([
      ["Requests received, a second", "3.9 times as much", "alike"],
      ["Replies, a second", "3.9 times as much", "better"],
      ["p50", "about the same", "alike"],
      ["p95", "30 times less", "better"],
      ["p99", "28 times less", "better"],
      ["Idle while queued", "none any more", "better"],
      ["Workers busy", "the same", "alike"],
      ["Lost", "29 fewer", "better"],
    ])
  })

  test("the other way round what was better is worse", () => {
    const worse = compareTrials(IDLE_FIRST, DEALER).filter(({ verdict }) => verdict === "worse")
    expect(worse.map(({ row }) => row.name)).toEqual([
      "Replies, a second",
      "p95",
      "p99",
      "Idle while queued",
      "Lost",
    ])
  })

  test("tells in words what was otherwise, and what came of it", () => {
    expect(compareInWords(DEALER, IDLE_FIRST)).toBe(
      "Idle-first instead of dealer: replies 320/s instead of 82/s; p95 50 ms instead of 1.5 s; p99 52 ms instead of 1.5 s; idling while requests queued 0 s instead of 15 s; lost 1 instead of 30.",
    )
    expect(compareInWords(DEALER, trial(5))).toBe(
      "Trial 5 against trial 1, set up alike: no figure differs by more than a tenth.",
    )
  })

  test("a stretch too short for a p99 says so, and claims no difference", () => {
    const short = trial(
      3,
      {},
      { watchedMs: 1200, roundTrips: 37, roundTripUs: { p50: 1800, p95: 1_475_000, p99: null } },
    )
    const p99 = compareTrials(DEALER, short).find(({ row }) => row.name === "p99")
    expect(p99).toMatchObject({
      after: "37 of 100 round trips",
      difference: "",
      verdict: "unknown",
    })
    expect(compareInWords(DEALER, short)).toMatch(/Too little was measured for p99 of both\.$/)
  })
})

describe("Markdown", () => {
  test("two side by side, each with what it was measured over", () => {
    expect(comparisonMarkdown(DEALER, IDLE_FIRST).split("\n").slice(0, 3)).toEqual([
      "|  | Trial 1 | Trial 2 | Difference |",
      "|---|---:|---:|---:|",
      "| Set up | dealer, 4 workers, 8 clients | idle-first, prefetch 1, 4 workers, 8 clients |  |",
    ])
    expect(comparisonMarkdown(DEALER, IDLE_FIRST)).toContain(
      "| Measured over | 30 s, 2,460 round trips | 30 s, 2,460 round trips |  |",
    )
  })

  test("a peer's name breaks no table", () => {
    const named = trial(4, { changes: ["a|b\nc killed"] })
    const rows = trialsMarkdown([named]).trimEnd().split("\n")
    expect(rows).toHaveLength(3)
    expect(rows[2]).toContain("a\\|b c killed")
  })
})
