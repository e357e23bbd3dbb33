import type { Trial } from "@zmqscope/protocol"
import { expect, test, vi } from "vitest"
import { TrialDesk } from "./trial-desk.js"

function desk(load: (from: number) => Promise<readonly Trial[]>) {
  const due: (() => void)[] = []
  const after = (_: number, task: () => void) => {
    due.push(task)
    return () => void due.splice(due.indexOf(task), 1)
  }
  return { desk: new TrialDesk({ load, after }), due }
}

test("asks while somebody looks, and no longer", async () => {
  const load = vi.fn(async () => [])
  const { desk: trials, due } = desk(load)
  expect(load).toHaveBeenCalledTimes(0)
  const stop = trials.subscribe(() => {})
  const stopOther = trials.subscribe(() => {})
  expect(load).toHaveBeenCalledTimes(1)
  due.shift()?.()
  expect(load).toHaveBeenCalledTimes(2)
  stop()
  stopOther()
  expect(due).toEqual([])
})

function trial(number: number, lost = 0): Trial {
  const settings = {
    paused: false,
    dealing: "dealer",
    prefetch: 1,
    onWorkerLoss: "lose",
    dropAbandoned: false,
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

test("asks anew for the last two alone, and keeps what it knows while nobody answers", async () => {
  const load = vi.fn<(from: number) => Promise<readonly Trial[]>>()
  load.mockResolvedValueOnce([trial(1), trial(2), trial(3)])
  load.mockRejectedValueOnce(new Error("away"))
  load.mockResolvedValueOnce([trial(2), trial(3, 5), trial(4)])
  load.mockResolvedValueOnce([])
  const { desk: trials, due } = desk(load)
  const known = () => trials.get().map(({ number, figures }) => [number, figures.lost])
  trials.subscribe(() => {})
  await Promise.resolve()
  due.shift()?.()
  await new Promise(setImmediate)
  expect(known()).toEqual([
    [1, 0],
    [2, 0],
    [3, 0],
  ])
  due.shift()?.()
  await new Promise(setImmediate)
  expect(known()).toEqual([
    [1, 0],
    [2, 0],
    [3, 5],
    [4, 0],
  ])
  due.shift()?.()
  await new Promise(setImmediate)
  expect(known()).toEqual([])
  expect(load.mock.calls).toEqual([[1], [2], [2], [3]])
})
