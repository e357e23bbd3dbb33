import { schedule } from "@zmqscope/simulator"
import { expect, test } from "vitest"
import { heldAgainstSchedule } from "./schedules.js"

const ARRIVALS = { process: "poisson", perSecond: 15 } as const

function sent(seed: number, client: string, beganMs: number): number[] {
  const due = schedule(seed, { client, arrivals: ARRIVALS })
  return Array.from({ length: 200 }, (_, at) => beganMs + due.next().value + (at % 3))
}

test("what a client sent by its schedule is found so, whenever it began", () => {
  const arrived = new Map([
    ["client-1", sent(7, "client-1", 1000)],
    ["client-2", sent(7, "client-2", 5000)],
  ])
  expect(heldAgainstSchedule(arrived, 7, ARRIVALS)).toEqual({ requests: 400, p95Ms: 1 })
})

test("another seed's requests, and another client's, are not", () => {
  const other = new Map([["client-1", sent(8, "client-1", 1000)]])
  expect(heldAgainstSchedule(other, 7, ARRIVALS).p95Ms).toBeGreaterThan(100)
  const exchanged = new Map([["client-1", sent(7, "client-2", 1000)]])
  expect(heldAgainstSchedule(exchanged, 7, ARRIVALS).p95Ms).toBeGreaterThan(100)
})
