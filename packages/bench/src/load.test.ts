import { expect, test } from "vitest"
import { loadOf, rateBetween } from "./load.js"

test("a load is made of more peers the higher it is, not of faster ones", () => {
  expect(loadOf(200)).toEqual({ clients: 4, perClient: 50, workers: 4, serviceMs: 1 })
  expect(loadOf(10_000)).toEqual({ clients: 200, perClient: 50, workers: 20, serviceMs: 1 })
})

test("clients share a rate that does not divide evenly", () => {
  const { clients, perClient } = loadOf(120)
  expect(clients * perClient).toBeCloseTo(120)
})

test("the achieved rate is by the time between the readings", () => {
  expect(rateBetween({ requests: 100, atMs: 1000 }, { requests: 400, atMs: 2500 })).toBe(200)
})
