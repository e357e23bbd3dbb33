import type { HistoryStep } from "@zmqscope/protocol"
import { seededRandom } from "@zmqscope/testkit/samples"
import { describe, expect, test } from "vitest"
import { bucketMidUs } from "./buckets.js"
import { emptyStep, mergeSteps, stepPercentiles } from "./steps.js"

describe("merging steps", () => {
  test("adds counts, sums and latencies, takes depths from the last, and the highest age", () => {
    const times = { waitingUs: 1, unseenUs: 2, backlogUs: 3, serviceUs: 4, returnUs: 5 }
    const split = { count: 1, earlierUs: 6, ...times }
    const steps = [
      {
        ...emptyStep(1000, 100),
        received: 2,
        waiting: 5,
        oldestWaitingUs: 9,
        latency: [3, 1, 40, 2],
        split,
        missed: 1,
      },
      { ...emptyStep(1100, 100), received: 3, waiting: 4, latency: [40, 1], split, missed: 2 },
    ]
    expect(mergeSteps(steps, 500)).toEqual([
      {
        ...emptyStep(1000, 200),
        received: 5,
        waiting: 4,
        oldestWaitingUs: 9,
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

  test("joins what lies in one stretch, and nothing over a hole", () => {
    const starts = [900, 1000, 1100, 1400, 1500, 5200]
    const merged = mergeSteps(
      starts.map((startMs) => emptyStep(startMs, 100)),
      500,
    )
    expect(merged.map(({ startMs, widthMs }) => [startMs, widthMs])).toEqual([
      [900, 100],
      [1000, 200],
      [1400, 100],
      [1500, 100],
      [5200, 100],
    ])
  })

  test("joins workers by series, one that left in between with nothing outstanding", () => {
    const workersAt: HistoryStep["workers"][] = [
      [
        [1, 2, 3, 10, 0, 100],
        [2, 1, 4, 7, 1, 100],
        [3, 1, 9, 7, 1, 100],
      ],
      [
        [1, 1, 0, 20, 5, 40],
        [2, 2, 6, 8, 2, 100],
      ],
      [[2, 0, 7, 9, 3, 100]],
    ]
    const steps = workersAt.map((workers, at) => ({ ...emptyStep(1000 + at * 100, 100), workers }))
    expect(mergeSteps(steps, 500)[0]?.workers).toEqual([
      [1, 3, 0, 30, 5, 140],
      [2, 3, 7, 24, 6, 300],
      [3, 1, 0, 7, 1, 100],
    ])
  })

  test.each(Array.from({ length: 50 }, (_, seed) => seed))(
    "gives the same in two goes as in one (seed %i)",
    (seed) => {
      const steps = randomSteps(seededRandom(seed))
      const seconds = mergeSteps(steps, 1000)
      expect(seconds.length).toBeLessThan(steps.length)
      for (const widthMs of [1000, 2000, 5000, 20_000]) {
        expect(mergeSteps(seconds, widthMs)).toEqual(mergeSteps(steps, widthMs))
      }
    },
  )
})

test("a step's percentiles come from its latencies, null without one", () => {
  const step = { ...emptyStep(0, 100), latency: [10, 98, 20, 1, 30, 1] }
  expect(stepPercentiles(step, [0.5, 0.99, 1])).toEqual([10, 20, 30].map(bucketMidUs))
  expect(stepPercentiles(emptyStep(0, 100), [0.5])).toEqual([null])
})

/** Two minutes of whole numbers, with holes: sums are exact, in whatever order. */
function randomSteps(random: () => number): HistoryStep[] {
  const upTo = (most: number) => Math.floor(random() * most)
  const steps: HistoryStep[] = []
  for (let startMs = 1_700_000_000_000 + upTo(50) * 100; steps.length < 1200; startMs += 100) {
    if (random() < 0.01) startMs += upTo(60) * 100
    const workers = Array.from({ length: 6 }, (_, series): HistoryStep["workers"][number] => [
      series,
      upTo(9),
      upTo(3),
      upTo(100_000),
      upTo(1000),
      upTo(100_001),
    ])
    steps.push({
      ...emptyStep(startMs, 100),
      received: upTo(50),
      returned: upTo(50),
      lost: upTo(2),
      waiting: upTo(9),
      unseen: upTo(9),
      oldestWaitingUs: upTo(1e6),
      workers: workers.filter(() => random() < 0.8),
      latency: [upTo(50), 1 + upTo(9), 50 + upTo(50), 1 + upTo(9)],
      split: {
        count: upTo(9),
        earlierUs: upTo(1e5),
        waitingUs: upTo(1e5),
        unseenUs: upTo(1e5),
        backlogUs: upTo(1e5),
        serviceUs: upTo(1e5),
        returnUs: upTo(1e5),
      },
      missed: upTo(2),
    })
  }
  return steps
}
