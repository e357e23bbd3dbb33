import type { LaneSecond } from "@zmqscope/protocol"
import { expect, test } from "vitest"
import { testRace } from "../../test/support/races.js"
import { keepSeconds } from "./keep-seconds.js"

test("a lane's seconds are the same array until they change", () => {
  const withSeconds = (seconds: LaneSecond[]) =>
    testRace({ lanes: testRace().lanes.map((lane) => ({ ...lane, seconds: [...seconds] })) })
  const one = { second: 0, returned: 3, p99Us: null, depth: 0, idleWhileQueuedUs: 0 }
  const first = keepSeconds(null, withSeconds([one]))
  const second = keepSeconds(first, withSeconds([one]))
  expect(second.lanes[0]?.seconds).toBe(first.lanes[0]?.seconds)
  const third = keepSeconds(second, withSeconds([one, one]))
  expect(third.lanes[0]?.seconds).toHaveLength(2)
})
