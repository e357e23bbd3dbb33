import { emptyStep, FINE_STEP_MS } from "@zmqscope/metrics"
import { expect, it } from "vitest"
import { RateTrace } from "./rate-trace.js"

/** Ten steps in each of some seconds, a request in each step. */
function traceOf(seconds: readonly number[]): RateTrace {
  const trace = new RateTrace()
  for (const second of seconds) {
    for (let tenth = 0; tenth < 10; tenth += 1) {
      const step = emptyStep(second * 1000 + tenth * FINE_STEP_MS, FINE_STEP_MS)
      trace.add([{ ...step, received: 1 }])
    }
  }
  return trace
}

it("leaves out the second that is still running, and nothing between", () => {
  expect(traceOf([]).rates()).toEqual([])
  expect(traceOf([7]).rates()).toEqual([])
  expect(traceOf([7, 8, 9]).rates()).toEqual([10, 10])
  expect(traceOf([7, 11, 12]).rates()).toEqual([10, null, null, null, 10])
})

it("holds a minute, however much of it nobody counted", () => {
  expect(traceOf(Array.from({ length: 90 }, (_, second) => second)).rates()).toHaveLength(60)
  expect(traceOf([0, 1, 100]).rates()).toEqual([])
  expect(traceOf([0, 1, 60]).rates()).toHaveLength(60)
})
