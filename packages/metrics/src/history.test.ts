import { describe, expect, test } from "vitest"
import {
  EPOCH_MS,
  joinWorkers,
  letPass,
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
    letPass(fold, 170_000)
    const steps = history.closedSince(0)
    expect(steps.map(({ startMs, received }) => [startMs - EPOCH_MS, received])).toEqual([
      [0, 1],
      [100, 1],
    ])
  })

  test("close only once their end is reached", () => {
    const { fold, history } = startFold()
    letPass(fold, 99_999)
    expect(history.closedSince(0)).toEqual([])
    letPass(fold, 100_000)
    expect(history.closedSince(0)).toHaveLength(1)
    expect(history.closedSince(history.closed)).toEqual([])
  })

  test("hold what happened in them and how deep things stood at their end", () => {
    const { fold, history } = startFold()
    joinWorkers(fold, [0, 1])
    for (const one of roundTrip(1, 1000, 0)) fold.apply(one)
    fold.apply(record("received", 40_000, { envelope: 2 }))
    fold.apply(record("received", 60_000, { envelope: 3 }))
    fold.apply(record("handed", 70_000, { envelope: 2 }))
    fold.gap(7)
    letPass(fold, 200_000)
    const [step, next] = history.closedSince(0)
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
      [0, 1, 0, 100, 0, 100_000],
      [1, 0, 0, 0, 0, 100_000],
    ])
  })

  test("count a round trip that no leg saw into the latency, not into its split", () => {
    const { fold, history } = startFold()
    fold.apply(record("received", 0))
    fold.apply(record("handed", 10))
    fold.apply(record("returned", 50))
    letPass(fold, 100_000)
    const [step] = history.closedSince(0)
    expect(step?.latency).toEqual([bucketOf(50), 1])
    expect(step?.split).toMatchObject({ count: 0, waitingUs: 0, returnUs: 0 })
  })

  test("count the time with a worker that went as none of the waiting after it", () => {
    const { fold, history } = startFold()
    joinWorkers(fold, [0, 1])
    for (const one of roundTrip(1, 1000, 0).slice(0, 3)) fold.apply(one)
    fold.apply(record("requeued", 6000, { worker: 0 }))
    for (const one of roundTrip(1, 6050, 1).slice(1)) fold.apply(one)
    letPass(fold, 100_000)
    const [step] = history.closedSince(0)
    expect(step?.split).toMatchObject({ count: 1, earlierUs: 5000, waitingUs: 150 })
  })

  test("tell how old the oldest waiting request is at their end", () => {
    const { fold, history } = startFold()
    fold.apply(record("received", 40_000, { envelope: 2 }))
    fold.apply(record("received", 60_000, { envelope: 3 }))
    letPass(fold, 100_000)
    fold.apply(record("handed", 110_000, { envelope: 2 }))
    letPass(fold, 300_000)
    fold.apply(record("handed", 310_000, { envelope: 3 }))
    letPass(fold, 400_000)
    const ages = history.closedSince(0).map(({ oldestWaitingUs }) => oldestWaitingUs)
    expect(ages).toEqual([60_000, 140_000, 240_000, 0])
  })

  test("count a record that is older than the open step into the open step", () => {
    const { fold, history } = startFold()
    letPass(fold, 250_000)
    fold.apply(record("received", 120_000, { envelope: 1 }))
    expect(fold.now).toBe(250_000)
    letPass(fold, 300_000)
    expect(history.closedSince(0).map(({ received }) => received)).toEqual([0, 0, 1])
  })

  test("go on through silence, with the depths unchanged", () => {
    const { fold, history } = startFold()
    fold.apply(record("received", 0, { envelope: 1 }))
    fold.apply(record("handed", 1, { envelope: 1 }))
    letPass(fold, 60_000_000)
    const steps = history.closedSince(0)
    expect(steps).toHaveLength(600)
    expect(steps.every(({ unseen }) => unseen === 1)).toBe(true)
    expect(history.steps(1000, 0)).toHaveLength(60)
  })

  test("are none of a silence in which nobody knows what the broker did", () => {
    const { fold, history } = startFold()
    joinWorkers(fold, [0])
    for (const one of roundTrip(1, 10, 0).slice(0, 3)) fold.apply(one)
    // It hangs: the server's clock goes on.
    for (let at = 0; at < 60_000_000; at += 100_000) fold.advanceTo(at)
    expect(history.steps(100, 0).at(-1)?.startMs).toBe(EPOCH_MS + 1400)
    fold.apply(record("replied", 60_030_000, { envelope: 1, worker: 0 }))
    fold.apply(record("returned", 60_040_000, { envelope: 1, worker: 0 }))
    letPass(fold, 60_100_000)
    const known = history.closedSince(0)
    expect(known.map(({ startMs }) => startMs - EPOCH_MS)).toEqual([
      ...Array.from({ length: 16 }, (_, index) => index * 100),
      60_000,
    ])
    // What the worker did meanwhile is no step's, and counts in no share.
    const [last] = known.slice(-1)
    expect(last?.workers).toEqual([[0, 1, 0, 0, 0, 70_000]])
    expect(last?.returned).toBe(1)
    letPass(fold, 61_100_000)
    expect(fold.returnedPerSecond).toBe(0)
    expect(history.steps(1000, EPOCH_MS).map(({ startMs }) => startMs - EPOCH_MS)).toEqual([
      0, 1000, 60_000,
    ])
  })

  test("go on through a late word, as long as it is no silence", () => {
    const { fold, history } = startFold()
    fold.advanceTo(2_900_000)
    fold.apply(record("received", 2_900_000))
    expect(history.closedSince(0)).toHaveLength(29)
  })

  test("are none of the time that a machine slept, or its clock was set forward by", () => {
    const { fold, history } = startFold()
    joinWorkers(fold, [0])
    for (const one of roundTrip(1, 10_000, 0)) fold.apply(one)
    fold.skip(3600 * 1e6)
    expect(fold.unixMs(0)).toBe(EPOCH_MS + 3600 * 1000)
    for (const one of roundTrip(2, 30_000, 0)) fold.apply(one)
    letPass(fold, 200_000)
    const hour = 3600 * 1000
    expect(
      history.closedSince(0).map(({ startMs, returned }) => [startMs - EPOCH_MS, returned]),
    ).toEqual([
      [0, 1],
      [hour, 1],
      [hour + 100, 0],
    ])
    expect(fold.returnedPerSecond).toBe(1)
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
      [700, 3],
      [1000, 10],
      [2000, 10],
    ])
    expect(seconds.map(({ widthMs }) => widthMs)).toEqual([300, 1000, 1000])
  })

  test("keeps no more steps than it has room for, and gives those since a moment", () => {
    const history = new History({ fineSteps: 50, coarseSteps: 20 })
    const { fold } = startFold({ history })
    letPass(fold, 30_000_000)
    expect(history.steps(100, 0).map(({ startMs }) => startMs - EPOCH_MS)).toEqual(
      Array.from({ length: 50 }, (_, index) => 25_000 + index * 100),
    )
    expect(history.steps(1000, 0)).toHaveLength(20)
    expect(history.steps(1000, EPOCH_MS + 28_000)).toHaveLength(2)
    expect(history.steps(100, EPOCH_MS + 29_901)).toEqual([])
    expect(history.closedSince(0)).toHaveLength(50)
  })

  test("goes on through a restart: totals begin anew, series do not meet, a gap is a gap", () => {
    const { fold: before, history } = startFold()
    joinWorkers(before, [0, 4])
    for (const one of roundTrip(1, 1000, 4)) before.apply(one)
    before.end(250_000)

    const { fold: after } = startFold({ epochMs: EPOCH_MS + 1234, history })
    expect(after.seriesBase).toBe(5)
    joinWorkers(after, [0], 10)
    for (const one of roundTrip(1, 1000, 0)) after.apply(one)
    letPass(after, 1_000_000)

    expect(after.totals.received).toBe(1)
    const steps = history.closedSince(0)
    // Between the runs nobody counted: there is no step that would say so much as nought.
    expect(steps.map(({ startMs }) => startMs - EPOCH_MS)).toEqual([
      0,
      100,
      200,
      ...Array.from({ length: 10 }, (_, index) => 1200 + index * 100),
    ])
    const seconds = history.steps(1000, 0)
    expect(seconds.map(({ startMs, widthMs }) => [startMs - EPOCH_MS, widthMs])).toEqual([
      [0, 300],
      [1200, 800],
    ])
    const served = steps.flatMap(({ workers }) => workers).filter(([, count]) => count > 0)
    expect(served.map(([series]) => series)).toEqual([4, 5])
    expect(history.workerNames()).toEqual({ 0: "w-0", 4: "w-4", 5: "w-0" })
  })

  test("moves back with a clock that was set back, and is not moved by a moment", () => {
    const { fold: before, history } = startFold()
    joinWorkers(before, [0])
    for (const one of roundTrip(1, 599_000_000, 0)) before.apply(one)
    before.end(599_950_000)
    const { fold: early } = startFold({ epochMs: EPOCH_MS + 599_700, history })
    early.apply(record("received", 150_000))
    early.end(450_000)
    expect(history.steps(100, 0).map(({ startMs }) => startMs - EPOCH_MS)).toEqual([
      0, 599_000, 599_100, 599_200, 599_300, 599_400, 599_500, 599_600, 599_700, 599_800, 599_900,
      600_000, 600_100,
    ])

    const { fold: after } = startFold({ epochMs: EPOCH_MS + 60_000, history })
    joinWorkers(after, [0])
    for (const one of roundTrip(1, 1000, 0)) after.apply(one)
    letPass(after, 2_000_000)
    const seconds = history.steps(1000, 0)
    // By whole seconds: what was 599 s is 58 s, and every step is where it was in its second.
    expect(seconds.map(({ startMs, returned }) => [startMs - EPOCH_MS, returned])).toEqual([
      [-541_000, 0],
      [58_000, 1],
      [59_000, 0],
      [60_000, 1],
      [61_000, 0],
    ])
    expect(after.seriesBase).toBe(1)
    expect(history.workerNames()).toEqual({ 0: "w-0", 1: "w-0" })
    expect(history.movedBackMs).toBe(541_000)
  })

  test("leaves a gap where a clock was set forward between runs", () => {
    const { fold: before, history } = startFold()
    before.end(300_000)
    const { fold: after } = startFold({ epochMs: EPOCH_MS + 3_600_000, history })
    letPass(after, 200_000)
    const starts = history.steps(100, 0).map(({ startMs }) => startMs - EPOCH_MS)
    expect(starts).toEqual([0, 100, 200, 300, 3_600_000, 3_600_100])
  })

  test("forgets the names of workers that no step tells of any more", () => {
    const history = new History({ fineSteps: 10, coarseSteps: 10 })
    const { fold } = startFold({ history })
    joinWorkers(fold, [0, 1])
    fold.worker({ event: "left", at: 500_000, worker: workerIdentity(0) })
    letPass(fold, 9_000_000)
    expect(history.workerNames()).toEqual({ 0: "w-0", 1: "w-1" })
    letPass(fold, 12_000_000)
    expect(history.workerNames()).toEqual({ 1: "w-1" })
  })
})
