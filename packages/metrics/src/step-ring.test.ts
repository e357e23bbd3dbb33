import type { HistoryStep, WorkerStep } from "@zmqscope/protocol"
import { expect, it } from "vitest"
import { StepRing } from "./step-ring.js"
import { emptyStep } from "./steps.js"

function step(startMs: number): HistoryStep {
  const workers: WorkerStep[] = [[3, 1, 2, 0.25, 1e9 + 1 / 3, 100_000]]
  return { ...emptyStep(startMs, 100), received: startMs, workers, latency: [7, 2] }
}

it("gives back what was put in, the last of them, oldest first", () => {
  const ring = new StepRing(3)
  expect(ring.from(0)).toEqual([])
  for (const startMs of [0, 100, 200, 300, 400]) ring.push(step(startMs))
  expect(ring.from(0)).toEqual([200, 300, 400].map(step))
  expect(ring.from(2)).toEqual([step(400)])
  expect(ring.from(-9)).toHaveLength(3)
  expect(ring.from(3)).toEqual([])
  expect([-1, 0, 2, 3].map((place) => ring.startMs(place))).toEqual([
    undefined,
    200,
    400,
    undefined,
  ])
})

it("gives each step anew, so that nobody's changes are another's", () => {
  const ring = new StepRing(2)
  const put = step(100)
  ring.push(put)
  put.latency.push(8, 1)
  ring.from(0)[0]?.latency.push(9, 1)
  expect(ring.from(0)).toEqual([step(100)])
})

it("moves all of them back", () => {
  const ring = new StepRing(2)
  for (const startMs of [1000, 1100, 1200]) ring.push(step(startMs))
  ring.moveBack(500)
  expect(ring.startMs(0)).toBe(600)
  expect(ring.from(0).map(({ startMs, received }) => [startMs, received])).toEqual([
    [600, 1100],
    [700, 1200],
  ])
  ring.push(step(800))
  expect(ring.from(0).map(({ startMs }) => startMs)).toEqual([700, 800])
})

it("needs room for a step", () => {
  for (const capacity of [0, 1.5, Number.NaN])
    expect(() => new StepRing(capacity)).toThrow(RangeError)
})
