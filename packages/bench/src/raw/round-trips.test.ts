import { expect, test } from "vitest"
import { RoundTrips } from "./round-trips.js"

test("a window has what fell in it", () => {
  const roundTrips = new RoundTrips()
  roundTrips.add(0, 1)
  roundTrips.begin(1000)
  for (let ms = 1; ms <= 100; ms += 1) roundTrips.add(1000, 1000 + ms)
  roundTrips.asked += 100
  expect(roundTrips.figures(3000)).toEqual({
    roundTrips: 100,
    seconds: 2,
    p50Us: 50_000,
    p99Us: 99_000,
    asked: 100,
    skipped: 0,
  })
})

test("a window in which nothing came has no latencies", () => {
  const roundTrips = new RoundTrips()
  roundTrips.begin(0)
  expect(roundTrips.figures(1000)).toMatchObject({ roundTrips: 0, p50Us: 0, p99Us: 0 })
})
