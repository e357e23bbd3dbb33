import { mmc } from "@zmqscope/metrics"
import { schedule, serviceTimeOfRequestMs } from "@zmqscope/simulator"
import { expect, test } from "vitest"
import { simulatedWaitMs } from "./simulated-queue.js"

test("each takes the server that is free first, in the order of coming", () => {
  const requests = [
    { dueMs: 0, serviceMs: 10 },
    { dueMs: 1, serviceMs: 4 },
    { dueMs: 2, serviceMs: 1 },
    { dueMs: 3, serviceMs: 1 },
  ]
  // 0, 0, 3 (the second server is free at 5), 3 (at 6)
  expect(simulatedWaitMs(requests, 2)).toBe(6 / 4)
  expect(simulatedWaitMs([], 2)).toBe(0)
})

test("with Poisson arrivals and exponential service it is M/M/c", () => {
  const due = schedule(1, { client: "client-1", arrivals: { process: "poisson", perSecond: 40 } })
  const serviceTime = { distribution: "exponential", meanMs: 70 } as const
  const requests = Array.from({ length: 100_000 }, (_, number) => ({
    dueMs: due.next().value,
    serviceMs: serviceTimeOfRequestMs(1, Buffer.from(`Hello ${number}`), serviceTime),
  }))
  const load = { servers: 4, arrivalsPerSecond: 40, serviceUs: 70_000 }
  expect(simulatedWaitMs(requests, 4) / ((mmc(load)?.meanWaitUs ?? 0) / 1000)).toBeCloseTo(1, 1)
})
