import { expect, test } from "vitest"
import { Horizon } from "./horizon.js"

test("a leg can only get what is handed after it was attached", () => {
  expect(new Horizon(7).position).toBe(7)
})

test("it moves with the messages that pass", () => {
  const horizon = new Horizon(0)
  horizon.passed(3)
  expect(horizon.position).toBe(3)
  horizon.passed(undefined)
  expect(horizon.position).toBe(3)
})

test("it moves to the PING before the last but one when nothing passed in between", () => {
  const horizon = new Horizon(1)
  horizon.pinged(5)
  horizon.pinged(6)
  expect(horizon.position).toBe(1)
  horizon.pinged(9)
  expect(horizon.position).toBe(5)
  horizon.pinged(9)
  expect(horizon.position).toBe(6)
})

test("a message that passes between PINGs may have others behind it", () => {
  const horizon = new Horizon(1)
  horizon.pinged(5)
  horizon.pinged(5)
  horizon.passed(3)
  horizon.pinged(5)
  horizon.pinged(5)
  expect(horizon.position).toBe(3)
  horizon.pinged(5)
  expect(horizon.position).toBe(5)
})
