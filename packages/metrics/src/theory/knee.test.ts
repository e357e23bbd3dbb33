import { expect, test } from "vitest"
import { kneeOf } from "./knee.js"
import { mmc } from "./mmc.js"

test("of M/M/1 the knee is at half of the load that can be carried", () => {
  // Power u (1 - u) / s is highest at u = 1/2 (Kleinrock).
  const points = [10, 20, 30, 40, 50, 60, 70, 80, 90].map((perSecond) => ({
    perSecond,
    us:
      mmc({ servers: 1, arrivalsPerSecond: perSecond, serviceUs: 10_000 })?.meanRoundTripUs ?? null,
  }))
  expect(kneeOf(points)).toBe(50)
})

test("where more load still costs little there is none yet", () => {
  const flat = [10, 20, 30].map((perSecond) => ({ perSecond, us: 1000 }))
  expect(kneeOf(flat)).toBeNull()
  expect(kneeOf([...flat, { perSecond: 40, us: 9000 }])).toBe(30)
})

test("what is not known is left out, and of too few there is none", () => {
  expect(kneeOf([{ perSecond: 1, us: null }])).toBeNull()
  const flat = [10, 20, 30].map((perSecond) => ({ perSecond, us: 1000 }))
  expect(kneeOf(flat.slice(1))).toBeNull()
  expect(kneeOf([...flat, { perSecond: 40, us: null }])).toBe(30)
})
