import { expect, test } from "vitest"
import { clientAccount, workerAccount } from "../../test/parts.js"
import { Ring } from "./ring.js"
import { STRATEGIES } from "./strategies/index.js"

function ringOf(workers: number, prefetch = 2) {
  const ring = new Ring(STRATEGIES["round-robin"], prefetch, () => 0)
  const accounts = Array.from({ length: workers }, (_, index) => workerAccount(index))
  for (const account of accounts) ring.add(account)
  return { ring, accounts }
}

function choose(ring: Ring, count: number): (number | undefined)[] {
  return Array.from({ length: count }, () => ring.choose(clientAccount())?.index)
}

test("the turn goes on behind the one that was chosen", () => {
  const { ring } = ringOf(3)
  expect(choose(ring, 5)).toEqual([0, 1, 2, 0, 1])
})

test("who has all it may have is passed by, and comes again once it has less", () => {
  const { ring, accounts } = ringOf(2, 1)
  const [first, second] = accounts
  if (!first || !second) throw new Error("there are two")
  first.load = 1
  expect(choose(ring, 2)).toEqual([1, 1])
  second.load = 1
  expect(ring.hasRoom()).toBe(false)
  expect(ring.choose(clientAccount())).toBeUndefined()
  first.load = 0
  ring.replied(first)
  expect(ring.hasRoom()).toBe(true)
  expect(choose(ring, 1)).toEqual([0])
})

test("another prefetch counts from the next on, and takes nothing back", () => {
  const { ring, accounts } = ringOf(1, 1)
  const [only] = accounts
  if (!only) throw new Error("there is one")
  only.load = 1
  expect(ring.hasRoom()).toBe(false)
  ring.prefetch = 5
  expect(ring.hasRoom()).toBe(true)
  only.load = 5
  ring.prefetch = 2
  expect(ring.hasRoom()).toBe(false)
})

test("the last takes the place of one that leaves, and the turn stays in the ring", () => {
  const { ring, accounts } = ringOf(4)
  const [, second, third, fourth] = accounts
  if (!second || !third || !fourth) throw new Error("there are four")
  choose(ring, 1)
  ring.remove(second)
  expect(choose(ring, 3)).toEqual([3, 2, 0])
  choose(ring, 2)
  ring.remove(third)
  expect(choose(ring, 1)).toEqual([0])
  ring.remove(workerAccount(9))
  expect(ring.ring).toHaveLength(2)
})

test("nobody has room where nobody is", () => {
  const { ring } = ringOf(0)
  expect(ring.hasRoom()).toBe(false)
  expect(ring.choose(clientAccount())).toBeUndefined()
})

test("who was passed by, being full, has no claim to what it missed", () => {
  const ring = new Ring(STRATEGIES.weighted, 2, () => 0)
  const [first, second] = [workerAccount(0), workerAccount(1)]
  ring.add(first)
  ring.add(second)
  second.load = 2
  expect(choose(ring, 6)).toEqual([0, 0, 0, 0, 0, 0])
  second.load = 0
  expect(choose(ring, 4).filter((index) => index === 1)).toHaveLength(2)
})

test("by weight, each gets its share, and no two of its turns lie close together", () => {
  const ring = new Ring(STRATEGIES.weighted, 1000, () => 0)
  for (const [index, weight] of [3, 1, 1].entries()) ring.add({ ...workerAccount(index), weight })
  const dealt = choose(ring, 50)
  for (let from = 0; from < 50; from += 5) {
    const round = dealt.slice(from, from + 5)
    expect(round.filter((index) => index === 0)).toHaveLength(3)
    expect(new Set(round)).toEqual(new Set([0, 1, 2]))
  }
})

test("what a worker takes is measured from its reply before, or from the dealing", () => {
  let nowUs = 0
  const ring = new Ring(
    STRATEGIES["round-robin"],
    1000,
    () => 0,
    () => nowUs,
  )
  const worker = workerAccount(0)
  ring.add(worker)
  choose(ring, 2)
  nowUs = 10_000
  ring.replied(worker)
  const [place] = ring.ring
  expect(place?.serviceUs).toBe(10_000)
  expect(place?.peakUs(nowUs)).toBe(10_000)
  nowUs = 28_000
  ring.replied(worker)
  expect(place?.serviceUs).toBe(11_000)
  expect(place?.peakUs(nowUs)).toBe(28_000)
})

test("a peak holds at once and is forgotten slowly", () => {
  let nowUs = 0
  const ring = new Ring(
    STRATEGIES["round-robin"],
    1000,
    () => 0,
    () => nowUs,
  )
  const worker = workerAccount(0)
  ring.add(worker)
  const askFor = (us: number) => {
    choose(ring, 1)
    nowUs += us
    ring.replied(worker)
    return ring.ring[0]?.peakUs(nowUs) ?? 0
  }
  expect(askFor(500_000)).toBe(500_000)
  const next = askFor(1000)
  expect(next).toBeLessThan(500_000)
  expect(next).toBeGreaterThan(499_000)
  nowUs += 10_000_000
  expect(askFor(1000)).toBeCloseTo(next / Math.E, -4)
})

test("what it had before it got its place is not measured", () => {
  let nowUs = 0
  const ring = new Ring(
    STRATEGIES["round-robin"],
    1000,
    () => 0,
    () => nowUs,
  )
  const worker = workerAccount(0)
  worker.load = 1
  ring.add(worker)
  nowUs = 5000
  choose(ring, 1)
  nowUs = 6000
  ring.replied(worker)
  expect(ring.ring[0]?.serviceUs).toBeUndefined()
  nowUs = 9000
  ring.replied(worker)
  expect(ring.ring[0]?.serviceUs).toBe(3000)
})
