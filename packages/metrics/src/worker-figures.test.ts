import { describe, expect, test } from "vitest"
import { joinWorkers, letPass, record, startFold, workerIdentity } from "../test/fixtures.js"

/** Stands `count` envelopes, numbered from `first`, at a worker. */
function stand(
  fold: ReturnType<typeof startFold>["fold"],
  worker: number,
  first: number,
  count: number,
  at: number,
) {
  for (let envelope = first; envelope < first + count; envelope += 1) {
    fold.apply(record("received", at, { envelope }))
    fold.apply(record("handed", at, { envelope }))
    fold.apply(record("dealt", at, { envelope, worker }))
  }
}

describe("workers' time", () => {
  test("is idle-while-queued only while another has a backlog", () => {
    const { fold, history } = startFold()
    joinWorkers(fold, [0, 1])
    stand(fold, 0, 1, 1, 10_000)
    stand(fold, 0, 2, 1, 30_000)
    fold.apply(record("replied", 55_000, { envelope: 1, worker: 0 }))
    fold.apply(record("replied", 80_000, { envelope: 2, worker: 0 }))
    letPass(fold, 100_000)
    expect(history.closedSince(0)[0]?.workers).toEqual([
      [0, 2, 0, 70_000, 0, 100_000],
      [1, 0, 0, 0, 25_000, 100_000],
    ])
  })

  test("leaves no residue of a worker that goes with a backlog", () => {
    const { fold, history } = startFold()
    joinWorkers(fold, [0, 1])
    stand(fold, 0, 1, 3, 10_000)
    fold.worker({ event: "left", at: 50_000, worker: workerIdentity(0) })
    for (const envelope of [1, 2, 3]) fold.apply(record("lost", 60_000, { envelope, worker: 0 }))
    letPass(fold, 200_000)
    expect(fold.workers.get(1)?.idleWhileQueuedUs).toBe(40_000)
    expect([...fold.workers.keys()]).toEqual([1])
    expect(fold.totals).toMatchObject({ received: 3, lost: 3, inFlight: 0 })
    const [first, second] = history.closedSince(0)
    expect(first?.workers).toContainEqual([0, 0, 0, 40_000, 0, 50_000])
    expect(second?.workers).toEqual([[1, 0, 0, 0, 0, 100_000]])
  })

  test("is busy in a share of its own life, then of the last 10 s", () => {
    const { fold } = startFold()
    joinWorkers(fold, [0], 1_000_000)
    stand(fold, 0, 1, 1, 1_500_000)
    letPass(fold, 2_000_000)
    expect(fold.workers.get(0)?.busyShare).toBeCloseTo(0.5)
    fold.apply(record("replied", 3_000_000, { envelope: 1, worker: 0 }))
    letPass(fold, 12_000_000)
    expect(fold.workers.get(0)?.busyShare).toBeCloseTo(0.1)
    letPass(fold, 13_000_000)
    expect(fold.workers.get(0)?.busyShare).toBe(0)
  })
})

test("what a worker had that has gone stands at it until it is known what became of it", () => {
  const { fold, history } = startFold()
  joinWorkers(fold, [0])
  stand(fold, 0, 1, 2, 10_000)
  fold.worker({ event: "left", at: 50_000, worker: workerIdentity(0) })
  letPass(fold, 200_000)
  fold.apply(record("lost", 210_000, { envelope: 1, worker: 0 }))
  fold.apply(record("lost", 310_000, { envelope: 2, worker: 0 }))
  letPass(fold, 500_000)
  const outstanding = history.closedSince(0).map(({ workers }) => workers.map((one) => one[2]))
  expect(outstanding).toEqual([[2], [2], [1], [], []])
})

test("a worker that comes back under its index has what stands at it", () => {
  const { fold } = startFold()
  joinWorkers(fold, [0, 1])
  stand(fold, 0, 1, 3, 10_000)
  fold.worker({ event: "left", at: 20_000, worker: workerIdentity(0) })
  fold.apply(record("lost", 30_000, { envelope: 1, worker: 0 }))
  joinWorkers(fold, [0], 40_000)
  expect(fold.workers.get(0)).toMatchObject({ outstanding: 2, served: 0 })
  expect(fold.workers.get(1)?.outstanding).toBe(0)
  fold.apply(record("replied", 50_000, { envelope: 2, worker: 0 }))
  expect(fold.workers.get(0)).toMatchObject({ outstanding: 1, served: 1 })
})
