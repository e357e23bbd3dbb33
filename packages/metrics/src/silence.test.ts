import { expect, test } from "vitest"
import { type Hearing, silentUs } from "./silence.js"

const S = 1_000_000
const had: Hearing = { oldestDealtAt: 10 * S, lastRepliedAt: 9 * S, longestServiceUs: 20_000 }

test("a worker with nothing to do is not silent, however long ago it replied", () => {
  expect(silentUs({ ...had, oldestDealtAt: null }, 100 * S)).toBeNull()
})

test("a quick worker is silent after a second, and says since when", () => {
  expect(silentUs(had, 11 * S)).toBeNull()
  expect(silentUs(had, 30 * S)).toBe(20 * S)
})

test("a slow one is given four times its longest recent service", () => {
  const slow = { ...had, longestServiceUs: 5 * S }
  expect(silentUs(slow, 30 * S)).toBeNull()
  expect(silentUs(slow, 31 * S)).toBe(21 * S)
})

test("one with a backlog is not silent while it replies, though its oldest request is old", () => {
  const busy = { oldestDealtAt: 10 * S, lastRepliedAt: 59.9 * S, longestServiceUs: 0.2 * S }
  expect(silentUs(busy, 60 * S)).toBeNull()
  expect(silentUs(busy, 61 * S)).toBeCloseTo(1.1 * S)
})

test("one that has not replied to anything yet is given five seconds", () => {
  const newcomer = { oldestDealtAt: 10 * S, lastRepliedAt: null, longestServiceUs: null }
  expect(silentUs(newcomer, 15 * S)).toBeNull()
  expect(silentUs(newcomer, 16 * S)).toBe(6 * S)
})
