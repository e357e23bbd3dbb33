import type { ChartPoint, WorkerShare } from "@zmqscope/model"
import { expect, it } from "vitest"
import { fairnessOf } from "./fairness.js"

const SECOND_US = 1_000_000
const NAMES = [1, 2, 3].map((series) => ({ series, index: series - 1, name: `worker-${series}` }))

function share(parts: Partial<WorkerShare>): WorkerShare {
  return { presentUs: SECOND_US, replies: 0, busyUs: 0, idleWhileQueuedUs: 0, ...parts }
}

function point(t: number, shares: Record<number, WorkerShare>): ChartPoint {
  return {
    t,
    widthMs: 1000,
    gap: null,
    missed: 0,
    waiting: 0,
    unseen: 0,
    oldestWaitingUs: 0,
    outstanding: new Map(),
    served: new Map(),
    shares: new Map(Object.entries(shares).map(([series, one]) => [Number(series), one])),
    returnedPerSecond: 0,
    latency: null,
    split: null,
  }
}

it("sums each worker's part over the points, and names the one that idled longest", () => {
  const slow = share({ replies: 10, busyUs: SECOND_US })
  const fast = share({ replies: 30, busyUs: 250_000, idleWhileQueuedUs: 750_000 })
  const points = [point(1000, { 1: slow, 2: fast }), point(2000, { 1: slow, 2: fast })]
  const { workers, worst, idleWhileQueuedUs, presentUs, goneCount } = fairnessOf(points, NAMES)
  expect(workers).toMatchObject([
    { name: "worker-1", index: 0, share: 0.25, busy: 1, idleWhileQueuedUs: 0, idleShare: 0 },
    { name: "worker-2", share: 0.75, busy: 0.25, idleWhileQueuedUs: 1_500_000, idleShare: 0.75 },
  ])
  expect(worst?.name).toBe("worker-2")
  expect(idleWhileQueuedUs).toBe(1_500_000)
  expect(presentUs).toBe(4_000_000)
  expect(goneCount).toBe(0)
})

it("judges a worker by the time that it was there", () => {
  const early = share({ replies: 1 })
  const late = share({ replies: 1, busyUs: SECOND_US / 2 })
  const points = [point(1000, { 1: early }), point(2000, { 1: early, 3: late })]
  expect(fairnessOf(points, NAMES).workers[1]).toMatchObject({ name: "worker-3", busy: 0.5 })
})

it("counts one that has gone in the total and in the shares, and lists it no more", () => {
  const gone = share({ replies: 3, idleWhileQueuedUs: 40_000 })
  const points = [
    point(1000, { 1: share({ replies: 1 }), 2: gone }),
    point(2000, { 1: share({}) }),
    { ...point(3000, {}), gap: "away" as const },
  ]
  const { workers, goneCount, idleWhileQueuedUs } = fairnessOf(points, NAMES)
  expect(workers).toMatchObject([{ name: "worker-1", share: 0.25 }])
  expect({ goneCount, idleWhileQueuedUs }).toEqual({ goneCount: 1, idleWhileQueuedUs: 40_000 })
})

it("knows of no idling without data, and of none where nobody is", () => {
  expect(fairnessOf([], NAMES).idleWhileQueuedUs).toBeNull()
  const away = { ...point(1000, {}), gap: "away" as const }
  expect(fairnessOf([away], NAMES).idleWhileQueuedUs).toBeNull()
  expect(fairnessOf([away, point(2000, {})], NAMES)).toMatchObject({
    workers: [],
    idleWhileQueuedUs: 0,
  })
})

it("has no worst where idling is the moment between two requests, and no share without a reply", () => {
  const points = [point(1000, { 1: share({ idleWhileQueuedUs: 5_000 }) })]
  const { worst, workers } = fairnessOf(points, NAMES)
  expect(worst).toBeNull()
  expect(workers[0]?.share).toBeNull()
})
