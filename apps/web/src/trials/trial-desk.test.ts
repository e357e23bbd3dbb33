import type { Hello, Trial } from "@zmqscope/protocol"
import { expect, test, vi } from "vitest"
import { TrialDesk } from "./trial-desk.js"

function trial(number: number, lost = 0): Trial {
  const settings = {
    paused: false,
    dealing: "dealer",
    prefetch: 1,
    onWorkerLoss: "lose",
    dropAbandoned: false,
    shedding: { mode: "none" },
  } as const
  const figures = {
    watchedMs: 1000,
    receivedPerSecond: 1,
    returnedPerSecond: 1,
    roundTrips: 1,
    roundTripUs: { p50: null, p95: null, p99: null },
    idleWhileQueuedUs: 0,
    busyShare: null,
    lost,
    undeliverable: 0,
    expired: 0,
    shed: 0,
    rejected: 0,
    requeued: 0,
    missed: 0,
  }
  return {
    number,
    fromMs: 0,
    untilMs: null,
    changes: [],
    settings,
    clients: 1,
    workers: 1,
    figures,
  }
}

const HELLO = { type: "hello" } as Hello

function desk(...answers: readonly (readonly Trial[])[]) {
  const load = vi.fn<() => Promise<readonly Trial[]>>()
  for (const answer of answers) load.mockResolvedValueOnce(answer)
  load.mockRejectedValue(new Error("away"))
  const made = new TrialDesk(load)
  const known = () => made.get().map(({ number, figures }) => [number, figures.lost])
  return { desk: made, load, known }
}

const settled = () => new Promise(setImmediate)

test("has all trials once, and then the latest as the stream tells of them", async () => {
  const { desk: trials, load, known } = desk([trial(1), trial(2), trial(3)])
  trials.accept(HELLO)
  await settled()
  trials.accept({ type: "trials", trials: [trial(3, 5), trial(4)] })
  expect(known()).toEqual([
    [1, 0],
    [2, 0],
    [3, 5],
    [4, 0],
  ])
  expect(load).toHaveBeenCalledTimes(1)
})

test("asks for those that went by unseen, and keeps what it knows without an answer", async () => {
  const { desk: trials, load, known } = desk([trial(1)])
  trials.accept(HELLO)
  await settled()
  trials.accept({ type: "trials", trials: [trial(4), trial(5)] })
  await settled()
  expect(load).toHaveBeenCalledTimes(2)
  expect(known()).toEqual([
    [1, 0],
    [4, 0],
    [5, 0],
  ])
})

test("those of a server that has started anew replace what was known", async () => {
  const { desk: trials, known } = desk([trial(1), trial(2)], [trial(1, 9)])
  trials.accept(HELLO)
  await settled()
  trials.accept(HELLO)
  await settled()
  expect(known()).toEqual([[1, 9]])
})
