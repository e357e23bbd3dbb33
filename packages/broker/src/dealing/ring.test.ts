import { expect, test } from "vitest"
import { workerAccount } from "../../test/parts.js"
import { Ring } from "./ring.js"
import { STRATEGIES } from "./strategies.js"

function ringOf(workers: number, prefetch = 2) {
  const ring = new Ring(STRATEGIES["round-robin"], prefetch, () => 0)
  const accounts = Array.from({ length: workers }, (_, index) => workerAccount(index))
  for (const account of accounts) ring.add(account)
  return { ring, accounts }
}

function choose(ring: Ring, count: number): (number | undefined)[] {
  return Array.from({ length: count }, () => ring.choose()?.index)
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
  expect(ring.choose()).toBeUndefined()
  first.load = 0
  ring.replied()
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
  expect(ring.choose()).toBeUndefined()
})
