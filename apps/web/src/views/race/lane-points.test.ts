import type { LaneSecond } from "@zmqscope/protocol"
import { expect, test } from "vitest"
import { testRace } from "../../../test/support/races.js"
import { LanePoints, wholeSeconds } from "./lane-points.js"

function second(at: number, returned: number): LaneSecond {
  return { second: at, returned, p99Us: null, depth: 0, idleWhileQueuedUs: 0 }
}

test("lanes share an axis, and one that has nothing at a time breaks its line there", () => {
  const lanes = new LanePoints([[second(-1, 3), second(0, 4)], [second(0, 7)]])
  expect(lanes.points.map(({ t }) => t)).toEqual([0, 1000])
  expect(lanes.points.map((point) => lanes.read(0, "returned", point))).toEqual([3, 4])
  expect(lanes.points.map((point) => lanes.read(1, "returned", point))).toEqual([null, 7])
  expect(lanes.points.map((point) => lanes.read(0, "p99Us", point))).toEqual([null, null])
})

test("the second that goes on is left out, until the round is over", () => {
  const seconds = [second(0, 4), second(1, 1)]
  const [lane] = testRace().lanes
  if (lane === undefined) throw new Error("no lane")
  expect(wholeSeconds({ ...lane, seconds }, { phase: "measuring" })).toEqual([seconds[0]])
  expect(wholeSeconds({ ...lane, seconds }, { phase: "clearing" })).toEqual(seconds)
  expect(wholeSeconds({ ...lane, seconds }, { phase: "done" })).toEqual(seconds)
})
