import { describe, expect, test } from "vitest"
import {
  EPOCH_MS,
  joinWorkers,
  record,
  roundTrip,
  startFold,
  workerIdentity,
} from "../test/fixtures.js"
import { bucketOf } from "./buckets.js"
import { History } from "./history.js"

describe("steps", () => {
  test("begin at whole tenths of a Unix second, and a record at the edge is in the later", () => {
    const { fold, history } = startFold({ epochMs: EPOCH_MS + 30 })
    fold.apply(record("received", 69_999, { envelope: 1 }))
    fold.apply(record("received", 70_000, { envelope: 2 }))
    fold.advanceTo(170_000)
    const steps = history.drainClosed()
    expect(steps.map(({ startMs, received }) => [startMs - EPOCH_MS, received])).toEqual([
      [0, 1],
      [100, 1],
    ])
  })

  test("close only once their end is reached", () => {
    const { fold, history } = startFold()
    fold.advanceTo(99_999)
    expect(history.drainClosed()).toEqual([])
    fold.advanceTo(100_000)
    expect(history.drainClosed()).toHaveLength(1)
    expect(history.drainClosed()).toEqual([])
  })

  test("hold what happened in them and how deep things stood at their end", () => {
    const { fold, history } = startFold()
    joinWorkers(fold, [0, 1])
    for (const one of roundTrip(1, 1000, 0)) fold.apply(one)
    fold.apply(record("received", 40_000, { envelope: 2 }))
    fold.apply(record("received", 60_000, { envelope: 3 }))
    fold.apply(record("handed", 70_000, { envelope: 2 }))
    fold.gap(7)
    fold.advanceTo(200_000)
    const [step, next] = history.drainClosed()
    expect(next).toMatchObject({ received: 0, waiting: 1, latency: [], missed: 0 })
    expect(step).toMatchObject({
      widthMs: 100,
      received: 3,
      returned: 1,
      waiting: 1,
      unseen: 1,
      missed: 7,
      latency: [bucketOf(400), 1],
      split: {
        count: 1,
        earlierUs: 0,
        waitingUs: 100,
        unseenUs: 100,
        backlogUs: 0,
        serviceUs: 100,
        returnUs: 100,
      },
    })
    expect(step?.workers).toEqual([
      [0, 1, 0, 100, 0],
      [1, 0, 0, 0, 0],
    ])
  })

  test("count a round trip that no leg saw into the latency, not into its split", () => {
    const { fold, history } = startFold()
    fold.apply(record("received", 0))
    fold.apply(record("handed", 10))
    fold.apply(record("returned", 50))
    fold.advanceTo(100_000)
    const [step] = history.drainClosed()
    expect(step?.latency).toEqual([bucketOf(50), 1])
    expect(step?.split).toMatchObject({ count: 0, waitingUs: 0, returnUs: 0 })
  })

  test("count the time with a worker that went as none of the waiting after it", () => {
    const { fold, history } = startFold()
    joinWorkers(fold, [0, 1])
    for (const one of roundTrip(1, 1000, 0).slice(0, 3)) fold.apply(one)
    fold.apply(record("requeued", 6000, { worker: 0 }))
    for (const one of roundTrip(1, 6050, 1).slice(1)) fold.apply(one)
    fold.advanceTo(100_000)
    const [step] = history.drainClosed()
    expect(step?.split).toMatchObject({ count: 1, earlierUs: 5000, waitingUs: 150 })
  })

  test("tell how old the oldest waiting request is at their end", () => {
    const { fold, history } = startFold()
    fold.apply(record("received", 40_000, { envelope: 2 }))
    fold.apply(record("received", 60_000, { envelope: 3 }))
    fold.advanceTo(100_000)
    fold.apply(record("handed", 110_000, { envelope: 2 }))
    fold.advanceTo(300_000)
    fold.apply(record("handed", 310_000, { envelope: 3 }))
    fold.advanceTo(400_000)
    const ages = history.drainClosed().map(({ oldestWaitingUs }) => oldestWaitingUs)
    expect(ages).toEqual([60_000, 140_000, 240_000, 0])
  })

  test("count a record that is older than the open step into the open step", () => {
    const { fold, history } = startFold()
    fold.advanceTo(250_000)
    fold.apply(record("received", 120_000, { envelope: 1 }))
    expect(fold.now).toBe(250_000)
    fold.advanceTo(300_000)
    expect(history.drainClosed().map(({ received }) => received)).toEqual([0, 0, 1])
  })

  test("go on through silence, with the depths unchanged", () => {
    const { fold, history } = startFold()
    fold.apply(record("received", 0, { envelope: 1 }))
    fold.apply(record("handed", 1, { envelope: 1 }))
    fold.apply(record("returned", 60_000_000, { envelope: 1 }))
    const steps = history.drainClosed()
    expect(steps).toHaveLength(600)
    expect(steps.every(({ unseen }) => unseen === 1)).toBe(true)
    expect(history.steps(1000, 0)).toHaveLength(60)
  })
})

describe("a history", () => {
  test("joins every ten steps to one of a second", () => {
    const { fold, history } = startFold({ epochMs: EPOCH_MS + 700 })
    for (let index = 0; index < 25; index += 1) {
      fold.apply(record("received", index * 100_000, { envelope: index + 1 }))
    }
    const seconds = history.steps(1000, 0)
    expect(seconds.map(({ startMs, received }) => [startMs - EPOCH_MS, received])).toEqual([
      [0, 3],
      [1000, 10],
      [2000, 10],
    ])
  })

  test("keeps no more steps than it has room for, and gives those since a moment", () => {
    const history = new History({ fineSteps: 50, coarseSteps: 20 })
    const { fold } = startFold({ history })
    fold.advanceTo(30_000_000)
    expect(history.steps(100, 0).map(({ startMs }) => startMs - EPOCH_MS)).toEqual(
      Array.from({ length: 50 }, (_, index) => 25_000 + index * 100),
    )
    expect(history.steps(1000, 0)).toHaveLength(20)
    expect(history.steps(1000, EPOCH_MS + 28_000)).toHaveLength(2)
    expect(history.steps(100, EPOCH_MS + 29_901)).toEqual([])
    expect(history.drainClosed()).toHaveLength(50)
  })

  test("skips what is longer ago than it reaches, and stays aligned", () => {
    const history = new History({ fineSteps: 50, coarseSteps: 20 })
    const { fold } = startFold({ history })
    joinWorkers(fold, [0])
    fold.apply(record("received", 10, { envelope: 1 }))
    fold.apply(record("handed", 10, { envelope: 1 }))
    fold.apply(record("dealt", 10, { envelope: 1, worker: 0 }))
    const year = 365 * 24 * 3600 * 1e6
    fold.advanceTo(year)
    const seconds = history.steps(1000, 0)
    expect(seconds).toHaveLength(20)
    expect(seconds.at(-1)?.startMs).toBe(EPOCH_MS + year / 1000 - 1000)
    const busy = seconds.flatMap(({ workers }) => workers.map(([, , , busyUs]) => busyUs))
    expect(busy).toEqual(Array.from({ length: 20 }, () => 1_000_000))
    expect(fold.workers.get(0)?.busyShare).toBe(1)
  })

  test("goes on through a restart: totals begin anew, series do not meet, time has no hole", () => {
    const { fold: before, history } = startFold()
    joinWorkers(before, [0, 4])
    for (const one of roundTrip(1, 1000, 4)) before.apply(one)
    before.end(250_000)

    const { fold: after } = startFold({ epochMs: EPOCH_MS + 1234, history })
    expect(after.seriesBase).toBe(5)
    joinWorkers(after, [0], 10)
    for (const one of roundTrip(1, 1000, 0)) after.apply(one)
    after.advanceTo(1_000_000)

    expect(after.totals.received).toBe(1)
    const steps = history.drainClosed()
    expect(steps.map(({ startMs }) => startMs - EPOCH_MS)).toEqual(
      Array.from({ length: 22 }, (_, index) => index * 100),
    )
    const served = steps.flatMap(({ workers }) => workers).filter(([, count]) => count > 0)
    expect(served.map(([series]) => series)).toEqual([4, 5])
    expect(history.workerNames()).toEqual({ 0: "w-0", 4: "w-4", 5: "w-0" })
    // Between the runs nobody worked.
    expect(steps.slice(3, 12).every(({ workers }) => workers.length === 0)).toBe(true)
  })

  test("begins anew with a run whose clock was set back, and not with one a moment early", () => {
    const { fold: before, history } = startFold()
    joinWorkers(before, [0])
    before.end(600_000_000)
    const { fold: early } = startFold({ epochMs: EPOCH_MS + 599_500, history })
    early.end(600_000)
    expect(history.steps(1000, EPOCH_MS).length).toBe(600)

    const { fold: after } = startFold({ epochMs: EPOCH_MS + 60_000, history })
    for (const one of roundTrip(1, 1000, 0)) after.apply(one)
    after.advanceTo(2_000_000)
    const seconds = history.steps(1000, 0)
    expect(seconds.map(({ startMs, returned }) => [startMs - EPOCH_MS, returned])).toEqual([
      [60_000, 1],
      [61_000, 0],
    ])
    expect(after.seriesBase).toBe(1)
  })

  test("forgets the names of workers that no step tells of any more", () => {
    const history = new History({ fineSteps: 10, coarseSteps: 10 })
    const { fold } = startFold({ history })
    joinWorkers(fold, [0, 1])
    fold.worker({ event: "left", at: 500_000, worker: workerIdentity(0) })
    fold.advanceTo(9_000_000)
    expect(history.workerNames()).toEqual({ 0: "w-0", 1: "w-1" })
    fold.advanceTo(12_000_000)
    expect(history.workerNames()).toEqual({ 1: "w-1" })
  })
})
