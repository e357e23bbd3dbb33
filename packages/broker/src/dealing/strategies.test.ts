import { randomLcg } from "d3-random"
import { expect, test } from "vitest"
import { type OwnStrategy, STRATEGIES, type Table } from "./strategies.js"

interface Seat {
  readonly load: number
  readonly lastHanded?: number
  readonly isFull?: boolean
}

function table(seats: readonly Seat[], turn = 0): Table {
  return {
    ring: seats.map(({ load, lastHanded = 0 }) => ({ load, lastHanded })),
    turn,
    isEligible: (position) => seats[position] !== undefined && !seats[position]?.isFull,
  }
}

function choose(strategy: OwnStrategy, seats: readonly Seat[], turn = 0, seed = 1) {
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
