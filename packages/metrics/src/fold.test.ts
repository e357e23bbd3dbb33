import { describe, expect, test } from "vitest"
import {
  checkpointOf,
  clientIdentity,
  joinWorkers,
  letPass,
  record,
  roundTrip,
  SETTINGS,
  startFold,
  workerIdentity,
} from "../test/fixtures.js"
import { conservation } from "./conservation.js"

test("who is in the system is counted over time, and each by itself, from its arrival to its end", () => {
  const { fold, history } = startFold()
  joinWorkers(fold, [0])
  fold.apply(record("received", 20_000, { envelope: 1 }))
  fold.apply(record("received", 50_000, { envelope: 2 }))
  for (const kind of ["dealt", "replied", "returned"] as const) {
    fold.apply(record(kind, 120_000, { envelope: 1, worker: 0 }))
  }
  letPass(fold, 200_000)
  expect(history.closedSince(0)).toMatchObject([
    { inSystemUs: 80_000 + 50_000, withinUs: 80_000 + 50_000 },
    { inSystemUs: 20_000 + 100_000, withinUs: 20_000 + 100_000 },
  ])
  // Nobody knows any more when those that are there arrived.
  fold.gap(1)
  letPass(fold, 300_000)
  expect(history.closedSince(0).at(-1)).toMatchObject({ inSystemUs: 100_000, withinUs: 0 })
})

describe("the oldest request", () => {
  const received = (envelope: number, at: number, client: number) =>
    record("received", at, { envelope, client })

  test("of a client is its first that has not ended, wherever it stands", () => {
    const { fold } = startFold()
    for (const index of [1, 2]) fold.client({ event: "joined", client: clientIdentity(index) })
    joinWorkers(fold, [0])
    const oldest = () => [1, 2].map((index) => fold.clients.get(index)?.oldestReceivedAt)
    expect(oldest()).toEqual([null, null])
    for (const one of [received(1, 10, 1), received(2, 20, 2), received(3, 30, 1)]) fold.apply(one)
    expect(oldest()).toEqual([10, 20])
    fold.apply(record("dealt", 40, { envelope: 1, worker: 0 }))
    fold.apply(record("requeued", 50, { envelope: 1, worker: 0 }))
    expect(oldest()).toEqual([10, 20])
    fold.apply(record("expired", 60, { envelope: 1 }))
    expect(oldest()).toEqual([30, 20])
    fold.apply(record("dealt", 70, { envelope: 2, worker: 0 }))
    fold.apply(record("lost", 80, { envelope: 2, worker: 0 }))
    expect(oldest()).toEqual([30, null])
    fold.gap(1)
    expect(oldest()).toEqual([null, null])
  })

  test("that was lost is told of its client until it asks again, or nobody knows", () => {
    const { fold } = startFold()
    fold.client({ event: "joined", client: clientIdentity(1) })
    fold.client({ event: "joined", client: { ...clientIdentity(2), socketType: "DEALER" } })
    joinWorkers(fold, [0])
    const lostAt = (client = 1) => fold.clients.get(client)?.lostAt
    const lose = (envelope: number, at: number, client = 1) => {
      fold.apply(received(envelope, at, client))
      fold.apply(record("dealt", at + 10, { envelope, worker: 0 }))
      fold.apply(record("lost", at + 20, { envelope, client, worker: 0 }))
    }
    expect(lostAt()).toBe(null)
    lose(1, 10)
    expect(lostAt()).toBe(30)
    fold.apply(received(2, 40, 1))
    expect(lostAt()).toBe(null)
    lose(3, 50)
    expect(lostAt()).toBe(70)
    lose(4, 80, 2)
    expect(lostAt(2), "of a DEALER").toBe(null)
    fold.gap(1)
    expect(lostAt()).toBe(null)
  })

  test("at a worker is the first that was dealt to it and not replied to", () => {
    const { fold } = startFold()
    joinWorkers(fold, [3, 4])
    const oldest = () => [3, 4].map((index) => fold.workers.get(index)?.oldestDealtAt)
    expect(oldest()).toEqual([null, null])
    for (const envelope of [1, 2, 3]) {
      fold.apply(record("received", envelope, { envelope }))
      fold.apply(record("dealt", envelope * 10, { envelope, worker: 3 }))
    }
    expect(oldest()).toEqual([10, null])
    fold.apply(record("replied", 40, { envelope: 2, worker: 3 }))
    expect(oldest()).toEqual([10, null])
    fold.apply(record("replied", 50, { envelope: 1, worker: 3 }))
    expect(oldest()).toEqual([30, null])
    fold.apply(record("lost", 60, { envelope: 3, worker: 3 }))
    expect(oldest()).toEqual([null, null])
  })
})

describe("sliding figures", () => {
  test("are over the last second and the last 10 s, and fall to nothing after", () => {
    const { fold } = startFold()
    const client = clientIdentity(1)
    fold.client({ event: "joined", client })
    joinWorkers(fold, [0])
    for (let index = 0; index < 20; index += 1) {
      for (const one of roundTrip(index + 1, 1000 + index * 100_000, 0)) fold.apply(one)
    }
    letPass(fold, 2_000_000)
    expect(fold.receivedPerSecond).toBe(10)
    expect(fold.returnedPerSecond).toBe(10)
    expect(fold.clients.get(1)).toMatchObject({ sent: 20, returned: 20, ratePerSecond: 10 })
    expect(fold.clients.get(1)?.roundTripUs).toBeCloseTo(400)
    expect(fold.workers.get(0)).toMatchObject({ served: 20, ratePerSecond: 10 })
    expect(fold.workers.get(0)?.serviceUs).toBeCloseTo(100)
    expect(Math.abs((fold.roundTripUs(0.5) ?? 0) - 400) / 400).toBeLessThan(1 / 32)

    fold.apply(record("received", 2_050_000, { envelope: 21 }))
    expect(fold.receivedPerSecond).toBe(10)
    letPass(fold, 2_100_000)
    expect(fold.receivedPerSecond).toBe(10)
    letPass(fold, 2_200_000)
    expect(fold.receivedPerSecond).toBe(9)

    letPass(fold, 11_000_000)
    expect(fold.receivedPerSecond).toBe(0)
    expect(fold.roundTripUs(0.99)).not.toBeNull()
    letPass(fold, 12_000_000)
    expect(fold.roundTripUs(0.99)).toBeNull()
    expect(fold.clients.get(1)?.roundTripUs).toBeNull()
    expect(fold.workers.get(0)?.serviceUs).toBeNull()

    for (const one of roundTrip(22, 23_000_000, 0)) fold.apply(one)
    expect(Math.abs((fold.roundTripUs(0.01) ?? 0) - 400) / 400).toBeLessThan(1 / 32)
  })
})

test("round trips are those since the last switch of dealing", () => {
  const { fold } = startFold()
  fold.client({ event: "joined", client: clientIdentity(1) })
  joinWorkers(fold, [0])
  const say = (at: number, dealing: "dealer" | "idle-first") =>
    fold.checkpoint({ ...checkpointOf(fold, at), settings: { ...SETTINGS, dealing } })
  say(100, "dealer")
  for (const one of roundTrip(1, 1000, 0)) fold.apply(one)
  say(2000, "dealer")
  fold.advanceTo(200_000)
  expect(fold.roundTripUs(0.5)).not.toBeNull()
  expect(fold.clients.get(1)?.roundTripUs).toBeCloseTo(400)
  say(250_000, "idle-first")
  expect(fold.roundTripUs(0.5)).toBeNull()
  expect(fold.clients.get(1)?.roundTripUs).toBeNull()
  for (const one of roundTrip(2, 300_000, 0)) fold.apply(one)
  say(400_000, "idle-first")
  fold.advanceTo(500_000)
  expect(fold.roundTripUs(0.5)).not.toBeNull()
  expect(fold.clients.get(1)?.roundTripUs).toBeCloseTo(400)
})

describe("the fold", () => {
  test("names each figure in which a checkpoint differs, and changes nothing", () => {
    const { fold } = startFold()
    joinWorkers(fold, [3, 4])
    fold.apply(record("received", 10, { envelope: 1 }))
    const outcome = fold.checkpoint({
      type: "checkpoint",
      sequence: 1,
      at: 20,
      totals: { ...fold.totals, received: 2 },
      unseen: 1,
      stale: 0,
      requeued: 0,
      clients: [{ ...clientIdentity(1), sent: 1, returned: 0, undelivered: 0 }],
      workers: [{ ...workerIdentity(3), outstanding: 0, served: 5 }],
      settings: SETTINGS,
    })
    expect(outcome).toEqual({
      adopted: false,
      discrepancies: [
        { figure: "totals.received", folded: 1, broker: 2 },
        { figure: "unseen", folded: 0, broker: 1 },
        { figure: "clients[1].sent", folded: null, broker: 1 },
        { figure: "clients[1].returned", folded: null, broker: 0 },
        { figure: "clients[1].undelivered", folded: null, broker: 0 },
        { figure: "workers[3].served", folded: 0, broker: 5 },
        { figure: "workers[4].outstanding", folded: 0, broker: null },
        { figure: "workers[4].served", folded: 0, broker: null },
      ],
    })
    expect(fold.totals.received).toBe(1)
    expect([...fold.workers.keys()]).toEqual([3, 4])
  })

  test("begins in the middle of a run by taking a checkpoint over, peers and all", () => {
    const { fold } = startFold()
    fold.gap(0)
    const totals = {
      received: 9,
      returned: 4,
      undeliverable: 0,
      lost: 0,
      rejected: 1,
      expired: 0,
      shed: 0,
    }
    fold.checkpoint({
      type: "checkpoint",
      sequence: 40,
      at: 20,
      totals: { ...totals, waiting: 1, inFlight: 3 },
      unseen: 1,
      stale: 2,
      requeued: 3,
      clients: [{ ...clientIdentity(1), sent: 8, returned: 4, undelivered: 1 }],
      workers: [{ ...workerIdentity(3), outstanding: 2, served: 5 }],
      settings: SETTINGS,
    })
    expect(fold.recovering).toBe(true)
    expect(fold).toMatchObject({ unseen: 1, stale: 2, requeued: 3 })
    expect(fold.clients.get(1)?.outstanding).toBe(3)
    fold.apply(record("replied", 30, { envelope: 5, worker: 3 }))
    fold.apply(record("returned", 40, { envelope: 5, worker: 3 }))
    expect(fold.workers.get(3)).toMatchObject({ outstanding: 1, served: 6 })
    expect(fold.totals).toMatchObject({ returned: 5, inFlight: 2 })
    expect(conservation(fold.totals).balanced).toBe(true)
  })

  test("moves a request straight from waiting to its worker where no DEALER lies between", () => {
    const { fold } = startFold()
    joinWorkers(fold, [3])
    fold.apply(record("received", 10, { envelope: 1 }))
    fold.apply(record("dealt", 20, { envelope: 1, worker: 3 }))
    expect(fold.totals).toMatchObject({ waiting: 0, inFlight: 1 })
    expect(fold.unseen).toBe(0)
    expect(fold.workers.get(3)?.outstanding).toBe(1)
  })

  test("counts what it missed, and never shows a depth below zero while it recovers", () => {
    const { fold } = startFold()
    joinWorkers(fold, [3])
    fold.gap(4)
    fold.gap(2)
    expect(fold.missed).toBe(6)
    fold.apply(record("dealt", 10, { envelope: 8, worker: 3 }))
    fold.apply(record("replied", 20, { envelope: 8, worker: 3 }))
    fold.apply(record("replied", 30, { envelope: 9, worker: 3 }))
    expect(fold.unseen).toBe(0)
    expect(fold.workers.get(3)?.outstanding).toBe(0)
  })

  test("says by how much totals miss the balance", () => {
    const { fold } = startFold()
    expect(conservation({ ...fold.totals, received: 3, lost: 1 })).toEqual({
      balanced: false,
      difference: 2,
    })
  })
})
