import type { Sweep, SweepPoint } from "@zmqscope/protocol"
import { expect, test } from "vitest"
import { LoadPoints } from "./load-points.js"
import { sweepMarkdown } from "./table.js"
import { kneeWords, progressOf, progressWords } from "./words.js"

function point(perSecond: number, p99: number | null): SweepPoint {
  return {
    perSecond,
    returnedPerSecond: perSecond - 1,
    intendedUs: { p50: 1000, p95: 2000, p99 },
    roundTripUs: { p50: 900, p95: 1900, p99: null },
    busyShare: 0.5,
    waiting: 3,
  }
}

const SWEEP: Sweep = {
  number: 1,
  order: { perSecond: [10, 20, 40, 80], seconds: 3, settleSeconds: 1 },
  state: "running",
  failure: null,
  points: [point(10, 3000), point(20, 4000)],
  kneePerSecond: null,
}

test.each([
  [{}, "2 of 4 loads measured, now 40/s"],
  [{ state: "done" as const }, "Done: 2 loads measured"],
  [{ state: "saturated" as const }, "Ended at 20/s, which is not carried: 19/s came back"],
  [{ state: "cancelled" as const }, "Cancelled, 2 of 4 loads measured"],
  [
    { state: "failed" as const, failure: "the simulator is gone" },
    "Failed, 2 of 4 loads measured: the simulator is gone",
  ],
])("how far it is, or how it ended: %o", (change, words) => {
  expect(progressWords({ ...SWEEP, ...change })).toBe(words)
  expect(progressOf(SWEEP)).toBe(0.5)
})

const THREE = [10, 20, 40].map((perSecond) => point(perSecond, 3000))

test.each([
  [{}, "The knee is known from three loads on."],
  [{ state: "done" as const }, "Fewer than three loads have round trips: no knee can be told."],
  [{ kneePerSecond: 10 }, "The knee is at 10/s: up to it more load costs little, beyond it much."],
  [{ points: THREE, state: "done" as const }, "No knee up to 40/s: more load costs little yet."],
  [
    { points: THREE, state: "saturated" as const },
    "No knee below 40/s, which is not carried: ask in smaller steps.",
  ],
])("where the knee is: %o", (change, words) => {
  expect(kneeWords({ ...SWEEP, ...change })).toBe(words)
})

test("its table as Markdown has all that is needed to run it again", () => {
  expect(sweepMarkdown({ ...SWEEP, state: "done", points: [point(10, 3000)] })).toBe(
    [
      "Poisson arrivals from 10/s to 80/s in 4 steps of 3 s, each after 1 s to settle. Done: 1 load measured. Fewer than three loads have round trips: no knee can be told. Times are from when each request was due.",
      "",
      "| Load | Replies | p50 | p95 | p99 | p99 at the broker | Busy | Waiting |",
      "|---:|---:|---:|---:|---:|---:|---:|---:|",
      "| 10/s | 9/s | 1.0 ms | 2.0 ms | 3.0 ms | — | 50 % | 3 |",
      "",
    ].join("\n"),
  )
})

test("a chart's points lie at their loads, and what is not known breaks its line", () => {
  const load = new LoadPoints([point(10, 3000), point(20, null)])
  expect(load.points.map(({ t }) => t)).toEqual([10_000, 20_000])
  expect(load.points.map((at) => load.read("p99", at))).toEqual([3000, null])
})
