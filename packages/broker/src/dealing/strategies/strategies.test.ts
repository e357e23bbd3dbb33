import { randomLcg } from "d3-random"
import fc from "fast-check"
import { expect, test } from "vitest"
import { hashOf } from "../hash.js"
import type { Seat, Table } from "../strategy.js"
import { type OwnStrategy, STRATEGIES } from "./index.js"

type Given = Partial<Omit<Seat, "peakUs">> & { readonly peak?: number; readonly isFull?: boolean }

function table(seats: readonly Given[], turn = 0, client = "client"): Table {
  return {
    ring: seats.map(({ peak = 0, ...seat }, index) => ({
      load: 0,
      lastHanded: 0,
      lastReplied: 0,
      weight: 1,
      virtualFinish: 0,
      serviceUs: undefined,
      nameHash: hashOf(Buffer.from(`worker-${index}`)),
      ...seat,
      peakUs: () => peak,
    })),
    turn,
    virtualTime: 0,
    nowUs: 0,
    client: Buffer.from(client),
    isEligible: (position) => seats[position] !== undefined && !seats[position]?.isFull,
  }
}

function choose(strategy: OwnStrategy, seats: readonly Given[], turn = 0, seed = 1) {
  return STRATEGIES[strategy](table(seats, turn), randomLcg(seed))
}

test.each(Object.keys(STRATEGIES) as OwnStrategy[])(
  "%s chooses nobody when nobody may be dealt to, and only those who may",
  (strategy) => {
    expect(choose(strategy, [])).toBeUndefined()
    expect(choose(strategy, [{ load: 0, isFull: true }])).toBeUndefined()
    const random = randomLcg(3)
    const seats = [{ load: 0, isFull: true }, { load: 9 }, { load: 0, isFull: true }]
    for (let draw = 0; draw < 100; draw += 1) {
      expect(STRATEGIES[strategy](table(seats, draw % 3), random)).toBe(1)
    }
  },
)

test("round-robin goes on from the turn, round the end", () => {
  const seats = [{ load: 5 }, { load: 5 }, { load: 0 }]
  expect([0, 1, 2].map((turn) => choose("round-robin", seats, turn))).toEqual([0, 1, 2])
  expect(choose("round-robin", [{ load: 0 }, { load: 0, isFull: true }], 1)).toBe(0)
})

test("least-outstanding chooses the least loaded, in turn among equals", () => {
  expect(choose("least-outstanding", [{ load: 2 }, { load: 1 }, { load: 3 }])).toBe(1)
  const equals = [{ load: 1 }, { load: 1 }, { load: 1 }]
  expect([0, 1, 2].map((turn) => choose("least-outstanding", equals, turn))).toEqual([0, 1, 2])
})

test("idle-first chooses whoever has been idle longest, not who is next", () => {
  const seats = [
    { load: 0, lastHanded: 9 },
    { load: 1, lastHanded: 1 },
    { load: 0, lastHanded: 4 },
  ]
  expect(choose("idle-first", seats)).toBe(2)
})

test("idle-first falls back to the least loaded when all are busy", () => {
  expect(choose("idle-first", [{ load: 3 }, { load: 2 }])).toBe(1)
})

test("random draws each with about equal chance", () => {
  const random = randomLcg(7)
  const counts = [0, 0, 0, 0]
  const seats = counts.map(() => ({ load: 1 }))
  for (let draw = 0; draw < 4000; draw += 1) {
    const position = STRATEGIES.random(table(seats), random) ?? -1
    counts[position] = (counts[position] ?? 0) + 1
  }
  for (const count of counts) expect(count).toBeGreaterThan(900)
})

test("two-choices never takes the most loaded of all, and takes a lone worker", () => {
  const random = randomLcg(11)
  const seats = [{ load: 0 }, { load: 1 }, { load: 9 }]
  const chosen = new Set<number | undefined>()
  for (let draw = 0; draw < 500; draw += 1) {
    chosen.add(STRATEGIES["two-choices"](table(seats), random))
  }
  expect(chosen).toEqual(new Set([0, 1]))
  expect(choose("two-choices", [{ load: 4 }])).toBe(0)
})

test("join-idle-queue takes whoever has been idle longest, and anybody when nobody is", () => {
  const seats = [
    { load: 0, lastReplied: 9, lastHanded: 1 },
    { load: 1, lastReplied: 1 },
    { load: 0, lastReplied: 4, lastHanded: 8 },
  ]
  expect(choose("join-idle-queue", seats)).toBe(2)
  const random = randomLcg(5)
  const busy = [{ load: 9 }, { load: 1 }, { load: 1, isFull: true }]
  const drawn = Array.from({ length: 100 }, () =>
    STRATEGIES["join-idle-queue"](table(busy), random),
  )
  expect(new Set(drawn)).toEqual(new Set([0, 1]))
})

test("peak-ewma never takes the one of two that costs more: slowness times what it would have", () => {
  const slow = { load: 1, peak: 50_000 }
  for (let seed = 0; seed < 50; seed += 1) {
    expect(choose("peak-ewma", [slow, { load: 3, peak: 1000 }], 0, seed)).toBe(1)
    expect(choose("peak-ewma", [slow, { load: 2 }], 0, seed)).toBe(0)
    expect(choose("peak-ewma", [slow, { load: 0 }], 0, seed)).toBe(1)
  }
})

test("shortest-expected-wait weighs what is before it by how quick the worker is", () => {
  const slow = { load: 1, serviceUs: 50_000 }
  expect(choose("shortest-expected-wait", [slow, { load: 20, serviceUs: 1000 }])).toBe(1)
  expect(choose("shortest-expected-wait", [slow, { load: 60, serviceUs: 1000 }])).toBe(0)
  expect(choose("shortest-expected-wait", [slow, { load: 1 }])).toBe(0)
  const idle = [{ serviceUs: 50_000 }, { serviceUs: 1000 }, { load: 1, serviceUs: 10 }]
  expect(choose("shortest-expected-wait", idle)).toBe(1)
})

test("weighted takes whose share begins first, and lets nobody catch up", () => {
  const seats = [{ virtualFinish: 5 }, { virtualFinish: 4 }, { virtualFinish: 1 }]
  expect(choose("weighted", seats)).toBe(2)
  const behind = { ...table(seats), virtualTime: 4 }
  expect(STRATEGIES.weighted(behind, () => 0)).toBe(1)
})

const CLIENTS = Array.from({ length: 300 }, (_, index) => `client-${index}`)

function stickyTo(seats: readonly Given[]): (number | undefined)[] {
  return CLIENTS.map((client) => STRATEGIES.sticky(table(seats, 0, client), () => 0))
}

test("sticky keeps a client at its worker, wherever the turn is, and spreads the clients", () => {
  const seats = Array.from({ length: 5 }, () => ({}))
  const chosen = stickyTo(seats)
  expect(CLIENTS.map((client) => STRATEGIES.sticky(table(seats, 3, client), () => 0))).toEqual(
    chosen,
  )
  for (let position = 0; position < 5; position += 1) {
    expect(chosen.filter((other) => other === position).length).toBeGreaterThan(30)
  }
})

test("a worker that goes moves no clients but its own", () => {
  const before = stickyTo(Array.from({ length: 5 }, () => ({})))
  const after = stickyTo(Array.from({ length: 5 }, (_, index) => ({ isFull: index === 2 })))
  const moved = before.filter((position, index) => position !== after[index])
  expect(new Set(moved)).toEqual(new Set([2]))
})

test("with sticky, whatever the loads, nobody is given more than its share while another has room for it", () => {
  const loads = fc.array(fc.record({ load: fc.nat(20), isFull: fc.boolean() }), { minLength: 1 })
  fc.assert(
    fc.property(loads, fc.string(), (seats, client) => {
      const chosen = STRATEGIES.sticky(table(seats, 0, client), () => 0)
      const share = Math.ceil(
        (1.25 * (seats.reduce((sum, { load }) => sum + load, 0) + 1)) / seats.length,
      )
      const hasRoom = seats.some(({ load, isFull }) => !isFull && load < share)
      const load = chosen === undefined ? Number.NaN : (seats[chosen]?.load ?? Number.NaN)
      expect(load < share).toBe(hasRoom)
    }),
    { seed: 1, numRuns: 300 },
  )
})

test("whatever the table, a strategy chooses an eligible position, and the same one twice", () => {
  const seat = fc.record({
    load: fc.nat(5),
    lastHanded: fc.nat(50),
    lastReplied: fc.nat(50),
    weight: fc.integer({ min: 1, max: 9 }),
    virtualFinish: fc.nat(9),
    serviceUs: fc.option(fc.nat(99_999), { nil: undefined }),
    peak: fc.nat(99_999),
    isFull: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(seat, { maxLength: 9 }), fc.nat(8), fc.nat(999), (seats, turn, seed) => {
      const given = table(seats, seats.length === 0 ? 0 : turn % seats.length)
      const chosen = Object.values(STRATEGIES).map((strategy) => strategy(given, randomLcg(seed)))
      const hasRoom = seats.some(({ isFull }) => !isFull)
      expect(chosen.every((position) => given.isEligible(position ?? -1) === hasRoom)).toBe(true)
      const again = Object.values(STRATEGIES).map((strategy) => strategy(given, randomLcg(seed)))
      expect(again).toEqual(chosen)
    }),
    { seed: 1, numRuns: 100 },
  )
})
