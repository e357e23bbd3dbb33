import { Histogram } from "@zmqscope/metrics"
import { MOST_LATE } from "@zmqscope/protocol"
import { expect, test } from "vitest"
import { OpenLoop } from "./open-loop.js"

const BOUNDS = { outstanding: 1000, timeoutMs: 10_000 }
const SHARES = [0.1, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 1]

function percentiles(latency: Histogram): (number | null)[] {
  return SHARES.map((share) => latency.percentile(share))
}

function taken(loop: OpenLoop): Histogram {
  const latency = new Histogram()
  latency.addSparse(loop.takeLatency())
  return latency
}

/** Works on any number of requests at once, a millisecond each, but does nothing from 5 s to 6 s. */
function replyMs(askedMs: number): number {
  return (askedMs >= 5000 && askedMs < 6000 ? 6000 : askedMs) + 1
}

test("a stalled worker: the whole stall is in the latency, as in the corrected histogram of a client that waited", () => {
  const everyMs = 10
  const loop = new OpenLoop(BOUNDS)
  for (let dueMs = 0; dueMs < 10_000; dueMs += everyMs) {
    loop.due(dueMs)
    loop.replied(loop.depart(dueMs)?.number ?? 0, replyMs(dueMs))
  }

  const waiting = new Histogram()
  const corrected = new Histogram()
  for (let sentMs = 0; sentMs < 10_000; ) {
    const tookMs = replyMs(sentMs) - sentMs
    waiting.record(tookMs * 1000)
    // HdrHistogram, recordValueWithExpectedInterval: what would have been asked meanwhile.
    for (let missedMs = tookMs; missedMs > 0; missedMs -= everyMs) corrected.record(missedMs * 1000)
    sentMs += Math.ceil(tookMs / everyMs) * everyMs
  }

  const open = taken(loop)
  expect(percentiles(open)).toEqual(percentiles(corrected))
  expect(open.count).toBe(1000)
  expect(open.percentile(0.95)).toBeGreaterThan(480_000)
  // The one that waited for its replies met the stall once, and does not see it at all.
  expect(waiting.percentile(0.99)).toBeLessThan(1100)
})

test("what is due beyond those on their way leaves in order as replies come, its latency counting", () => {
  const loop = new OpenLoop({ ...BOUNDS, outstanding: 2 })
  for (const dueMs of [0, 1, 2, 3]) loop.due(dueMs)
  expect([loop.depart(3), loop.depart(3), loop.depart(3)].map((one) => one?.number)).toEqual([
    1,
    2,
    undefined,
  ])
  expect(loop.figures(3)).toMatchObject({ due: 4, sent: 2, late: 2, replied: 0 })
  loop.replied(2, 100)
  expect(loop.depart(100)).toEqual({ number: 3, dueMs: 2 })
  loop.replied(3, 150)
  expect(percentiles(taken(loop)).at(-1)).toBeGreaterThan(140_000)
  expect(loop.figures(150)).toMatchObject({ sent: 3, replied: 2, late: 1 })
})

test("too many late ones are never sent, and counted", () => {
  const loop = new OpenLoop({ ...BOUNDS, outstanding: 1 })
  for (let request = 0; request < MOST_LATE + 3; request += 1) loop.due(request)
  expect(loop.figures(0)).toMatchObject({ due: MOST_LATE + 3, late: MOST_LATE, unsent: 3 })
  loop.abandon()
  const { due, sent, late, unsent } = loop.figures(0)
  expect(due).toBe(sent + late + unsent)
})

test("what nobody answers in time is given up, makes room, and a later reply is ignored", () => {
  const loop = new OpenLoop({ outstanding: 1, timeoutMs: 50 })
  loop.due(0)
  loop.due(5)
  loop.depart(10)
  expect(loop.giveUp(59)).toBe(60)
  expect(loop.depart(59)).toBeUndefined()
  expect(loop.giveUp(60)).toBeUndefined()
  expect(loop.figures(60)).toMatchObject({ unanswered: 1, late: 1 })
  expect(loop.depart(60)).toEqual({ number: 2, dueMs: 5 })
  loop.replied(1, 61)
  expect(loop.figures(61)).toMatchObject({ replied: 0, p50Us: null })
})

test("percentiles are of the last ten seconds, what was taken of all since", () => {
  const loop = new OpenLoop(BOUNDS)
  loop.due(0)
  loop.depart(0)
  loop.replied(1, 500)
  expect(loop.figures(9000).p99Us).toBeGreaterThan(480_000)
  expect(loop.figures(12_000).p99Us).toBeNull()
  expect(taken(loop).count).toBe(1)
  expect(taken(loop).count).toBe(0)
})
