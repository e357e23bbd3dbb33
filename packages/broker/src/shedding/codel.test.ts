import Denque from "denque"
import { expect, test } from "vitest"
import { CoDel } from "./codel.js"

const TARGET_MS = 20
const INTERVAL_MS = 100

/** A queue of requests by when they came, milliseconds, that is served one at a time. */
function serve({
  arrivalsMs,
  serviceMs,
  untilMs,
}: {
  readonly arrivalsMs: readonly number[]
  readonly serviceMs: number
  readonly untilMs: number
}) {
  const codel = new CoDel<number>(TARGET_MS * 1000, INTERVAL_MS * 1000)
  const queue = new Denque<number>()
  const coming = [...arrivalsMs]
  const served: { readonly atMs: number; readonly waitedMs: number }[] = []
  const dropped: { readonly atMs: number; readonly waitedMs: number }[] = []
  const standing = {
    get length() {
      return queue.length
    },
    shift: () => queue.shift(),
    since: (ms: number) => ms * 1000,
  }
  for (let atMs = 0; atMs < untilMs; ) {
    while ((coming[0] ?? untilMs) <= atMs) queue.push(coming.shift() ?? 0)
    const gone: number[] = []
    const next = codel.take(standing, atMs * 1000, gone)
    for (const cameMs of gone) dropped.push({ atMs, waitedMs: atMs - cameMs })
    if (next !== undefined) served.push({ atMs, waitedMs: atMs - next })
    atMs += next === undefined ? 1 : serviceMs
  }
  return { served, dropped, left: queue.length }
}

function every(ms: number, untilMs: number): number[] {
  return Array.from({ length: Math.floor(untilMs / ms) }, (_, number) => number * ms)
}

test("nothing is dropped while the queue keeps up", () => {
  const { dropped } = serve({ arrivalsMs: every(10, 5000), serviceMs: 9, untilMs: 5000 })
  expect(dropped).toEqual([])
})

test("a burst that works itself off within the interval is served whole, however long it waits", () => {
  const { served, dropped } = serve({ arrivalsMs: Array(10).fill(0), serviceMs: 10, untilMs: 1000 })
  expect(dropped).toEqual([])
  expect(Math.max(...served.map(({ waitedMs }) => waitedMs))).toBe(90)
})

test("under overload the first goes once all have waited too long for an interval, and the waiting comes down", () => {
  // Twice what can be served.
  const untilMs = 60_000
  const { served, dropped } = serve({ arrivalsMs: every(5, untilMs), serviceMs: 10, untilMs })
  expect(dropped[0]?.atMs).toBeGreaterThanOrEqual(TARGET_MS + INTERVAL_MS)
  expect(dropped[0]?.atMs).toBeLessThanOrEqual(2 * (TARGET_MS + INTERVAL_MS) + 10)
  expect(dropped.length).toBeGreaterThan(0.4 * (untilMs / 5))
  // Without it the last would wait for half of the time, 30 s.
  const late = served.slice(-100).map(({ waitedMs }) => waitedMs)
  expect(Math.min(...late)).toBeLessThan(3000)
})

test("the drops come closer by the square root of their number (RFC 8289, 5.4)", () => {
  const codel = new CoDel<number>(TARGET_MS, INTERVAL_MS)
  // A queue that always stands: everything has waited for 1,000.
  const standing = { length: 1000, shift: () => 0, since: () => -1000 }
  const dropsAt: number[] = []
  for (let at = 0; at < 1000; at += 1) {
    const gone: number[] = []
    codel.take(standing, at, gone)
    for (const _ of gone) dropsAt.push(at)
  }
  const expected = [100]
  for (let count = 1, at = 100; at < 1000; count += 1) {
    at += INTERVAL_MS / Math.sqrt(count)
    expected.push(Math.ceil(at))
  }
  expect(dropsAt.slice(0, 12)).toEqual(expected.slice(0, 12))
})

test("the only one that waits is never dropped", () => {
  const codel = new CoDel<number>(TARGET_MS, INTERVAL_MS)
  for (let at = 0; at < 1000; at += 10) {
    const gone: number[] = []
    const queue = new Denque([1])
    const standing = {
      get length() {
        return queue.length
      },
      shift: () => queue.shift(),
      since: () => -5000,
    }
    expect(codel.take(standing, at, gone)).toBe(1)
    expect(gone).toEqual([])
  }
})
