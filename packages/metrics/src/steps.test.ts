import type { HistoryStep } from "@zmqscope/protocol"
import { describe, expect, test } from "vitest"
import { bucketMidUs } from "./buckets.js"
import { emptyStep, mergeSteps, stepPercentiles } from "./steps.js"

describe("merging steps", () => {
  test("adds counts, sums and latencies, and takes depths from the last", () => {
    const times = { waitingUs: 1, unseenUs: 2, backlogUs: 3, serviceUs: 4, returnUs: 5 }
    const split = { count: 1, earlierUs: 6, ...times }
    const steps = [
      {
        ...emptyStep(1000, 100),
        received: 2,
        waiting: 5,
        latency: [3, 1, 40, 2],
        split,
        missed: 1,
      },
      { ...emptyStep(1100, 100), received: 3, waiting: 4, latency: [40, 1], split, missed: 2 },
    ]
    expect(mergeSteps(steps, 500)).toEqual([
      {
        ...emptyStep(1000, 500),
        received: 5,
        waiting: 4,
        latency: [3, 1, 40, 3],
        split: {
          count: 2,
          earlierUs: 12,
          waitingUs: 2,
          unseenUs: 4,
          backlogUs: 6,
          serviceUs: 8,
          returnUs: 10,
        },
        missed: 3,
      },
    ])
  })

  test("starts groups at whole multiples of the width, and leaves holes as they are", () => {
    const starts = [900, 1000, 1400, 1500, 5200].map((startMs) => emptyStep(startMs, 100))
    const merged = mergeSteps(starts, 500)
    expect(merged.map(({ startMs }) => startMs)).toEqual([500, 1000, 1500, 5000])
  })

  test("joins workers by series, one that left in between with nothing outstanding", () => {
    const steps: HistoryStep[] = [
      {
        ...emptyStep(1000, 100),
        workers: [
          [1, 2, 3, 10, 0],
          [2, 1, 4, 7, 1],
        ],
      },
      {
        ...emptyStep(1100, 100),
        workers: [
          [1, 1, 0, 20, 5],
          [2, 2, 6, 8, 2],
        ],
      },
      { ...emptyStep(1200, 100), workers: [[2, 0, 7, 9, 3]] },
    ]
    expect(mergeSteps(steps, 500)[0]?.workers).toEqual([
      [1, 3, 0, 30, 5],
      [2, 3, 7, 24, 6],
    ])
  })

  test("gives the same in two goes as in one", () => {
    const steps = Array.from({ length: 100 }, (_, index) => ({
      ...emptyStep(index * 100, 100),
      received: index,
      waiting: index * 2,
      latency: [index, 1],
    }))
    expect(mergeSteps(mergeSteps(steps, 1000), 5000)).toEqual(mergeSteps(steps, 5000))
  })
})

test("a step's percentiles come from its latencies, null without one", () => {
  const step = { ...emptyStep(0, 100), latency: [10, 98, 20, 1, 30, 1] }
  expect(stepPercentiles(step, [0.5, 0.99, 1])).toEqual([10, 20, 30].map(bucketMidUs))
  expect(stepPercentiles(emptyStep(0, 100), [0.5])).toEqual([null])
})
