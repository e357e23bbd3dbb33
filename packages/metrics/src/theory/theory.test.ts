import type { Client, HistoryStep, Worker } from "@zmqscope/protocol"
import { idleWorker, quietClient } from "@zmqscope/testkit/samples"
import { expect, test } from "vitest"
import { emptyStep } from "../steps.js"
import { erlangB, erlangC } from "./erlang.js"
import { mmc } from "./mmc.js"
import { theoryOf } from "./report.js"

// Traffic tables of Erlang B, as printed since Palm: offered load for a blocking of 1 %, by servers.
test.each([
  [1, 0.0101],
  [2, 0.153],
  [5, 1.361],
  [10, 4.461],
  [20, 12.03],
  [50, 37.9],
])("Erlang B, %i servers at %f erlangs block one of a hundred", (servers, erlangs) => {
  expect(erlangB(servers, erlangs)).toBeCloseTo(0.01, 3)
})

// Closed forms: u for one server, 2 u^2 / (1 + u) for two; by hand for three and four.
test.each([
  [1, 0.7, 0.7],
  [2, 1, 1 / 3],
  [2, 1.8, (2 * 0.81) / 1.9],
  [3, 2, 4 / 9],
  [4, 2, 4 / 23],
  [4, 5, 1],
])("Erlang C, %i servers at %f erlangs", (servers, erlangs, expected) => {
  expect(erlangC(servers, erlangs)).toBeCloseTo(expected, 10)
})

test("M/M/1: mean waiting u s / (1 - u), round trips exponential", () => {
  const load = { servers: 1, arrivalsPerSecond: 80, serviceUs: 10_000 }
  const found = mmc(load)
  expect(found?.meanWaitUs).toBeCloseTo(40_000)
  expect(found?.meanRoundTripUs).toBeCloseTo(50_000)
  expect(found?.inSystem).toBeCloseTo(4)
  // P(W > t) = u exp(-t (1 - u) / s)
  expect(found?.waitUs(0.95)).toBeCloseTo(50_000 * Math.log(0.8 / 0.05))
  expect(found?.waitUs(0.1)).toBe(0)
})

test("M/M/2: mean waiting s u^2 / (1 - u^2)", () => {
  for (const busy of [0.5, 0.7, 0.9]) {
    const load = { servers: 2, arrivalsPerSecond: 200 * busy, serviceUs: 10_000 }
    expect(mmc(load)?.meanWaitUs).toBeCloseTo((10_000 * busy * busy) / (1 - busy * busy))
  }
})

test("the mean is what its distribution says, and no mean exists at a load of one", () => {
  const found = mmc({ servers: 4, arrivalsPerSecond: 180, serviceUs: 20_000 })
  const shares = Array.from({ length: 100_000 }, (_, index) => (index + 0.5) / 100_000)
  const mean = shares.reduce((sum, share) => sum + (found?.waitUs(share) ?? 0), 0) / shares.length
  expect(mean / (found?.meanWaitUs ?? 0)).toBeCloseTo(1, 2)
  expect(mmc({ servers: 4, arrivalsPerSecond: 200, serviceUs: 20_000 })).toBeUndefined()
  expect(mmc({ servers: 0, arrivalsPerSecond: 1, serviceUs: 1 })).toBeUndefined()
})

/** 50 a second of 20 ms in the system each, so 1 at a time; half of the second by each of two workers. */
const STEP: HistoryStep = {
  ...emptyStep(0, 1000),
  received: 50,
  returned: 50,
  withinUs: 50 * 20_000,
  inSystemUs: 1_000_000,
  workers: [
    [0, 25, 0, 500_000, 0, 1_000_000],
    [1, 25, 0, 500_000, 0, 1_000_000],
  ],
  split: { ...emptyStep(0, 0).split, count: 50, waitingUs: 50 * 5000, serviceUs: 50 * 15_000 },
}

const IDLE_FIRST = {
  paused: false,
  dealing: "idle-first",
  prefetch: 1,
  onWorkerLoss: "lose",
  dropAbandoned: false,
  shedding: { mode: "none" },
} as const

const client = quietClient("client-1", {
  behaviour: {
    arrivals: { process: "poisson", perSecond: 50 },
    sizeBytes: 32,
    timeoutMs: 1000,
    outstanding: 100,
  },
})

const worker = idleWorker("worker-1", {
  behaviour: {
    serviceTime: { distribution: "exponential", meanMs: 15 },
    failure: { mode: "none" },
  },
})

const AROUND = { clients: [client], workers: [worker, worker], settings: IDLE_FIRST, deals: true }

test("says what M/M/c says of what was measured, where all that it supposes holds", () => {
  const theory = theoryOf([STEP], AROUND)
  expect(theory).toMatchObject({
    workers: 2,
    arrivalsPerSecond: 50,
    serviceUs: 15_000,
    waitUs: 5000,
    utilisation: 0.375,
    busyShare: 0.5,
    applies: true,
    little: { inSystem: 1 },
  })
  expect(theory.expected?.meanWaitUs).toBeCloseTo((15_000 * 0.375 ** 2) / (1 - 0.375 ** 2))
})

const closed: Client = {
  ...client,
  behaviour: { pace: { mode: "think", meanMs: 1 }, sizeBytes: 1, timeoutMs: 1000, retries: 0 },
}
const external: Client = { ...client, behaviour: null }
const fixed: Worker = {
  ...worker,
  behaviour: { serviceTime: { distribution: "fixed", ms: 5 }, failure: { mode: "none" } },
}

test.each([
  ["closed clients", { ...AROUND, clients: [client, closed] }, false, "1 of 2 clients ask again"],
  ["external clients", { ...AROUND, clients: [external] }, null, "Nobody can tell"],
  ["fixed service times", { ...AROUND, workers: [fixed] }, false, "worker-1 takes fixed times."],
  [
    "dealer",
    { ...AROUND, settings: { ...IDLE_FIRST, dealing: "dealer" as const } },
    false,
    "queue of its own",
  ],
  ["a broker that is only watched", { ...AROUND, deals: false }, null, "Nobody can tell how"],
  ["a prefetch", { ...AROUND, settings: { ...IDLE_FIRST, prefetch: 2 } }, false, "With prefetch 2"],
])("says why it does not apply: %s", (_, around, holds, why) => {
  const theory = theoryOf([STEP], around)
  expect(theory.applies).toBe(false)
  const failing = theory.conditions.filter((condition) => condition.holds !== true)
  expect(failing).toEqual([expect.objectContaining({ holds, why: expect.stringContaining(why) })])
})
