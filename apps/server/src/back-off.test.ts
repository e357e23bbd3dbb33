import { expect, it } from "vitest"
import { BackOff, HEALTHY_AFTER_MS } from "./back-off.js"

it("doubles the delay to its limit while a child keeps dying", () => {
  const backOff = new BackOff(() => 0)
  const delays = Array.from({ length: 7 }, () => {
    backOff.started()
    return backOff.delayMs()
  })
  expect(delays).toEqual([250, 500, 1000, 2000, 4000, 5000, 5000])
})

it("starts from the first delay again after a healthy run, and not a moment before", () => {
  let nowMs = 0
  const backOff = new BackOff(() => nowMs)
  backOff.started()
  backOff.delayMs()
  backOff.started()
  nowMs += HEALTHY_AFTER_MS - 1
  expect(backOff.delayMs()).toBe(500)
  backOff.started()
  nowMs += HEALTHY_AFTER_MS
  expect(backOff.delayMs()).toBe(250)
})
