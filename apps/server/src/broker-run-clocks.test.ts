import { EnvelopeBook, History } from "@zmqscope/metrics"
import { brokerHello } from "@zmqscope/testkit/samples"
import { afterEach, beforeEach, expect, it, vi } from "vitest"
import { BrokerRun } from "./broker-run.js"

const START_MS = 1_790_000_000_000
const HELLO = brokerHello({ epochUnixUs: START_MS * 1000 })

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date", "performance"], now: START_MS })
})
afterEach(() => {
  vi.useRealTimers()
})

/** Lets both clocks run, and the server look at them. */
function runFor(run: BrokerRun, ms: number): boolean[] {
  return Array.from({ length: ms / 100 }, () => {
    vi.advanceTimersByTime(100)
    return run.tick()
  })
}

it("goes on where the wall clock is when the machine has slept: what lies between is a gap", () => {
  const history = new History()
  const run = new BrokerRun(HELLO, history, new EnvelopeBook(100))
  expect(runFor(run, 500)).not.toContain(true)
  vi.setSystemTime(START_MS + 500 + 3_600_000)
  expect(runFor(run, 200)).toEqual([true, false])
  expect(run.nowUnixMs).toBe(START_MS + 700 + 3_600_000)
  expect(run.fold.epochUnixUs).toBe((START_MS + 3_600_000) * 1000)
  run.end()
  const starts = history.steps(100, 0).map(({ startMs }) => startMs - START_MS)
  expect(starts.filter((ms) => ms < 3_600_000).at(-1)).toBeLessThan(600)
  expect(starts.find((ms) => ms >= 1000)).toBeGreaterThanOrEqual(3_600_000)
})

it("takes no notice of a wall clock that is set back while it lasts", () => {
  const run = new BrokerRun(HELLO, new History(), new EnvelopeBook(100))
  runFor(run, 500)
  vi.setSystemTime(START_MS - 3_600_000)
  expect(runFor(run, 300)).not.toContain(true)
  expect(run.nowUnixMs).toBe(START_MS + 800)
})

it("keeps the history of the run before when the wall clock was set back between them", () => {
  const history = new History()
  const before = new BrokerRun(HELLO, history, new EnvelopeBook(100))
  runFor(before, 1200)
  before.end()
  const count = history.steps(100, 0).length
  vi.setSystemTime(START_MS - 3_600_000)
  const epochUnixUs = (START_MS - 3_600_000) * 1000
  const after = new BrokerRun({ ...HELLO, run: "two", epochUnixUs }, history, new EnvelopeBook(100))
  runFor(after, 500)
  const steps = history.steps(100, 0)
  expect(steps.length).toBeGreaterThan(count)
  expect(steps.filter(({ startMs }) => startMs < START_MS - 3_600_000)).toHaveLength(count)
  expect(history.movedBackMs).toBeGreaterThanOrEqual(3_600_000)
})
