import { emptyStep, FINE_STEP_MS } from "@zmqscope/metrics"
import type { BrokerSettings, HistoryStep } from "@zmqscope/protocol"
import { beforeEach, expect, test } from "vitest"
import { MAX_TRIALS, Trials } from "./trials.js"

const SETTINGS: BrokerSettings = {
  paused: false,
  dealing: "dealer",
  prefetch: 1,
  onWorkerLoss: "lose",
  dropAbandoned: false,
  shedding: { mode: "none" },
}
const START_MS = 1_000_000

let steps: HistoryStep[]
let setup: { settings: BrokerSettings; clients: number; workers: number }
let trials: Trials

beforeEach(() => {
  steps = []
  setup = { settings: SETTINGS, clients: 0, workers: 0 }
  const history = {
    steps: (_: number, sinceMs: number) => steps.filter(({ startMs }) => startMs >= sinceMs),
  }
  trials = new Trials(history, () => setup)
})

/** Time goes by, in steps of so many replies each. */
function pass(fromMs: number, untilMs: number, returned = 1): void {
  for (let startMs = fromMs; startMs < untilMs; startMs += FINE_STEP_MS) {
    steps.push({ ...emptyStep(startMs, FINE_STEP_MS), returned })
    trials.follow(startMs + FINE_STEP_MS)
  }
}

test("each stretch between two changes is kept with its settings and what was measured in it", () => {
  trials.follow(START_MS)
  pass(START_MS, START_MS + 2000, 3)
  setup = { ...setup, settings: { ...SETTINGS, dealing: "idle-first" } }
  trials.change("dealing: idle-first", START_MS + 2000)
  pass(START_MS + 2000, START_MS + 4000, 5)
  expect(trials.list()).toMatchObject([
    {
      number: 1,
      changes: [],
      settings: { dealing: "dealer" },
      untilMs: START_MS + 2000,
      figures: { watchedMs: 2000, returnedPerSecond: 30 },
    },
    {
      number: 2,
      changes: ["dealing: idle-first"],
      settings: { dealing: "idle-first" },
      untilMs: null,
      figures: { watchedMs: 2000, returnedPerSecond: 50 },
    },
  ])
})

test("the step that a change fell in is of what it began, and of nothing before", () => {
  trials.follow(START_MS)
  pass(START_MS, START_MS + 2000)
  trials.change("worker-1 killed", START_MS + 2050)
  const step = { ...emptyStep(START_MS + 2000, FINE_STEP_MS), lost: 7 }
  steps.push(step)
  trials.follow(START_MS + 2200)
  expect(trials.list().map(({ figures }) => figures.lost)).toEqual([0, 7])
})

test("steps that close after a change still count for the stretch before it", () => {
  trials.follow(START_MS)
  pass(START_MS, START_MS + 1900)
  trials.change("dealing: random", START_MS + 2000)
  pass(START_MS + 1900, START_MS + 2200)
  expect(trials.list().map(({ figures }) => figures.watchedMs)).toEqual([2000, 200])
})

test("changes that come one upon the other are one", () => {
  trials.follow(START_MS)
  pass(START_MS, START_MS + 2000)
  trials.change("1 worker spawned", START_MS + 2000)
  pass(START_MS + 2000, START_MS + 2300)
  trials.change("1 client spawned", START_MS + 2300)
  pass(START_MS + 2300, START_MS + 4000)
  expect(trials.list().map(({ number, changes }) => [number, changes])).toEqual([
    [1, []],
    [2, ["1 worker spawned", "1 client spawned"]],
  ])
})

test("how it stood at the very beginning is no change", () => {
  trials.follow(START_MS)
  trials.change("8 clients spawned", START_MS + 300)
  expect(trials.list()).toMatchObject([{ number: 1, changes: [] }])
})

test("who is there is counted once they have come", () => {
  trials.follow(START_MS)
  pass(START_MS, START_MS + 2000)
  trials.change("3 workers spawned", START_MS + 2000)
  setup = { ...setup, workers: 3 }
  pass(START_MS + 2000, START_MS + 3500)
  expect(trials.list().map(({ workers }) => workers)).toEqual([0, 3])
})

test("nothing that was not watched is a trial: the broker was down", () => {
  trials.follow(START_MS)
  pass(START_MS, START_MS + 2000)
  trials.change("broker ended", START_MS + 2000)
  trials.change("broker restarted", START_MS + 9000)
  pass(START_MS + 9000, START_MS + 11_000)
  expect(trials.list().map(({ changes }) => changes)).toEqual([
    [],
    ["broker ended", "broker restarted"],
  ])
})

test("the oldest are forgotten, and the others keep their numbers", () => {
  trials.follow(START_MS)
  for (let at = 0; at < MAX_TRIALS + 3; at += 1) {
    const fromMs = START_MS + at * 1000
    pass(fromMs, fromMs + 1000)
    trials.change(`change ${at}`, fromMs + 1000)
  }
  const numbers = trials.list().map(({ number }) => number)
  expect(numbers).toHaveLength(MAX_TRIALS)
  expect(numbers.at(-1)).toBe(MAX_TRIALS + 4)
})

test("a clock that is set back takes what was before along", () => {
  trials.follow(START_MS)
  pass(START_MS, START_MS + 2000)
  trials.change("dealing: random", START_MS + 2000)
  trials.moveBack(1000)
  expect(trials.list().map(({ fromMs }) => fromMs)).toEqual([START_MS - 1000, START_MS + 1000])
})
