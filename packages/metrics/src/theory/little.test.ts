import type { EnvelopeRecord } from "@zmqscope/protocol"
import { seededRandom } from "@zmqscope/testkit/samples"
import { expect, test } from "vitest"
import { EPOCH_MS, joinWorkers, letPass, record, startFold } from "../../test/fixtures.js"
import { COARSE_STEP_MS, emptyStep, FINE_STEP_MS } from "../steps.js"
import { checkLittle, LITTLE_WITHIN } from "./little.js"

const MINUTE_MS = 60_000
const WORKERS = 4
const SERVICE_US = 600_000
const BUSY = 0.9

interface Request {
  readonly arrivedAt: number
  readonly startedAt: number
  readonly endedAt: number
  readonly worker: number
}

/** M/M/4 at a high load: few requests, that stand long. Whoever is there at the end stays there. */
function* requests(seed: number): Generator<Request> {
  const random = seededRandom(seed)
  const exponential = (mean: number) => -mean * Math.log(1 - random())
  const freeAt = Array.from({ length: WORKERS }, () => 0)
  let arrivedAt = 0
  for (;;) {
    arrivedAt += exponential(SERVICE_US / WORKERS / BUSY)
    const startedAt = Math.max(arrivedAt, Math.min(...freeAt))
    const worker = freeAt.indexOf(Math.min(...freeAt))
    const endedAt = startedAt + exponential(SERVICE_US)
    freeAt[worker] = endedAt
    yield { arrivedAt, startedAt, endedAt, worker }
  }
}

/** A run of `seconds` seconds, folded, and who was in it. */
function run(seed: number, seconds: number) {
  const { fold, history } = startFold()
  joinWorkers(fold, [0, 1, 2, 3])
  const all: Request[] = []
  for (const request of requests(seed)) {
    if (request.arrivedAt > seconds * 1e6) break
    all.push(request)
  }
  const records = all.flatMap(({ arrivedAt, startedAt, endedAt, worker }, at): EnvelopeRecord[] => [
    record("received", arrivedAt, { envelope: at + 1 }),
    record("dealt", startedAt, { envelope: at + 1, worker }),
    record("replied", endedAt, { envelope: at + 1, worker }),
    record("returned", endedAt, { envelope: at + 1, worker }),
  ])
  for (const one of records.toSorted((left, right) => left.at - right.at)) {
    if (one.at <= seconds * 1e6) fold.apply(one)
  }
  letPass(fold, seconds * 1e6)
  return { fold, history, all }
}

/** Arrivals by the whole times of those that ended, as the law stands in books. */
function plainlyApart(all: readonly Request[], fromUs: number, toUs: number): number {
  const within = (at: number) => at >= fromUs && at < toUs
  const ended = all.filter(({ endedAt }) => within(endedAt))
  const wholeUs = ended.reduce((sum, one) => sum + one.endedAt - one.arrivedAt, 0) / ended.length
  const arrived = all.filter(({ arrivedAt }) => within(arrivedAt)).length
  const countedUs = all.reduce((sum, { arrivedAt, endedAt }) => {
    return sum + Math.max(0, Math.min(endedAt, toUs) - Math.max(arrivedAt, fromUs))
  }, 0)
  return Math.abs(arrived * wholeUs - countedUs) / countedUs
}

const SEEDS = Array.from({ length: 12 }, (_, seed) => seed + 1)

test("over a minute Little's law holds in every run, where what the edges cut is counted with its time within", () => {
  const plain: number[] = []
  for (const seed of SEEDS) {
    const { history, all } = run(seed, 90)
    const steps = history.steps(COARSE_STEP_MS, EPOCH_MS + 30_000)
    expect(steps).toHaveLength(MINUTE_MS / COARSE_STEP_MS)
    const check = checkLittle(steps)
    expect(check, `seed ${seed}`).toMatchObject({ verdict: "holds" })
    expect(check?.apart).toBeLessThan(LITTLE_WITHIN / 100)
    const there = all.filter(({ arrivedAt, endedAt }) => arrivedAt < 90e6 && endedAt >= 30e6)
    expect(check?.passed).toBe(there.length)
    plain.push(plainlyApart(all, 30e6, 90e6))
  }
  // What it is for: without that it would not.
  expect(Math.max(...plain)).toBeGreaterThan(LITTLE_WITHIN)
})

test("says that too few have passed, or that most of them were cut", () => {
  const { history } = run(1, 90)
  const steps = history.steps(FINE_STEP_MS, EPOCH_MS + 85_000)
  expect(checkLittle(steps.slice(0, 20))).toMatchObject({ verdict: "too-few" })
  const standing = { ...emptyStep(0, 1000), waiting: 150, inSystemUs: 150e6, withinUs: 150e6 }
  expect(checkLittle([standing])).toMatchObject({ passed: 150, cut: 300, verdict: "too-few" })
  expect(checkLittle([emptyStep(0, 1000)])).toBeUndefined()
  expect(checkLittle([])).toBeUndefined()
})

test("does not hold where those that are counted are not those that are followed", () => {
  const { fold, history } = run(1, 60)
  // It lost sight of them: what it counts stands, what it follows is none.
  fold.gap(0)
  for (let envelope = 10_001; envelope <= 10_200; envelope += 1) {
    const at = 60e6 + envelope
    fold.apply(record("received", at, { envelope }))
    fold.apply(record("dealt", at, { envelope, worker: 0 }))
    fold.apply(record("returned", at + 1, { envelope, worker: 0 }))
  }
  letPass(fold, 90e6)
  const check = checkLittle(history.steps(COARSE_STEP_MS, EPOCH_MS + 30_000))
  expect(check?.apart).toBeGreaterThan(LITTLE_WITHIN)
  expect(check?.verdict).toBe("apart")
  fold.gap(3)
  letPass(fold, 92e6)
  const after = checkLittle(history.steps(COARSE_STEP_MS, EPOCH_MS + 30_000))
  expect(after?.verdict).toBe("missed")
})
