import { expect, test } from "vitest"
import { fuzz } from "./fuzz.js"

test("2,000 inputs are borne, and each fault is met", () => {
  const { inputs, messages, faults } = fuzz(2000, 1, () => {})
  expect(inputs).toBe(2000)
  expect(messages).toBeGreaterThan(1000)
  expect([...faults.keys()].toSorted()).toEqual([
    "frame-too-large",
    "handshake",
    "malformed",
    "mechanism",
    "message-too-large",
    "none",
    "not-zmtp",
    "old-zmtp",
    "socket-type",
  ])
})

test("the same seed draws the same inputs, another others", () => {
  const [one, same, other] = [1, 1, 2].map((seed) => fuzz(200, seed, () => {}).bytes)
  expect(same).toBe(one)
  expect(other).not.toBe(one)
})
