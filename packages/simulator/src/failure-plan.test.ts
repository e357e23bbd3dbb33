import { expect, test } from "vitest"
import { FailurePlan } from "./failure-plan.js"

const serve = { kind: "serve", extraMs: 0 }

test("a healthy worker serves", () => {
  expect(new FailurePlan({ mode: "none" }, () => 0).next()).toEqual(serve)
})

test("a crash comes on taking up the request after so many", () => {
  const plan = new FailurePlan({ mode: "crash", afterRequests: 2 }, () => 0)
  expect([plan.next(), plan.next(), plan.next()]).toEqual([serve, serve, { kind: "crash" }])
})

test("late and hang fall as often as their probability says", () => {
  const draws = [0.1, 0.3, 0.29]
  const late = new FailurePlan(
    { mode: "late", probability: 0.3, extraMs: 50 },
    () => draws.shift() ?? 1,
  )
  const extra = { kind: "serve", extraMs: 50 }
  expect([late.next(), late.next(), late.next()]).toEqual([extra, serve, extra])
  expect(new FailurePlan({ mode: "hang", probability: 1 }, () => 0.99).next()).toEqual({
    kind: "hang",
  })
  expect(new FailurePlan({ mode: "hang", probability: 0 }, () => 0).next()).toEqual(serve)
})
