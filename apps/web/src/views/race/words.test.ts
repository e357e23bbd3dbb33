import { expect, test } from "vitest"
import { laneNow, testRace } from "../../../test/support/races.js"
import { actionWords, laneWords, progressWords } from "./words.js"

test("a lane's drawing is told in words", () => {
  expect(laneWords(laneNow(2, [3, 1, 0]))).toBe(
    "2 waiting; 0 in the DEALER; worker 1 serves one, 2 behind it; worker 2 serves one; worker 3 is idle",
  )
  expect(laneWords(laneNow(4, []))).toBe("4 waiting; 0 in the DEALER; no worker")
  expect(laneWords(null)).toBe("Nobody is on this lane")
})

test("how it stands with a race is told in each phase", () => {
  const race = testRace({ round: 2, elapsedMs: 3400 })
  expect(progressWords(race)).toBe("Round 2 of 6: 3 of 8 s measured")
  expect(progressWords({ ...race, phase: "cancelled" })).toBe("Cancelled in round 2 of 6")
  expect(progressWords({ ...race, phase: "failed", why: "no port" })).toBe(
    "Failed in round 2 of 6: no port",
  )
})

test("what is done to all lanes is told shortly", () => {
  const serviceTime = { distribution: "fixed", ms: 50 } as const
  expect(actionWords({ do: "slow", worker: 2, serviceTime })).toBe("worker 2 always 50 ms")
  expect(actionWords({ do: "burst", factor: 5, forMs: 2000 })).toBe("5 times the arrivals for 2 s")
  expect(actionWords({ do: "scale-out", count: 1 })).toBe("1 worker more")
})
