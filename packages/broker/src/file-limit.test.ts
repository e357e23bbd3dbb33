import { expect, test } from "vitest"
import { connectionLimits } from "./file-limit.js"

const WANTED = { clients: 10_000, workers: 256 }

test("a connection that is passed on takes two files", () => {
  const { clients, workers } = connectionLimits(WANTED, 1024, 2)
  expect(2 * (clients + workers)).toBeLessThan(1024)
})

test("with files to spare, as many may connect as are wanted", () => {
  expect(connectionLimits(WANTED, 1_000_000)).toEqual(WANTED)
  expect(connectionLimits(WANTED, Number.POSITIVE_INFINITY)).toEqual(WANTED)
})

test("few files are shared out, and some are left over", () => {
  const { clients, workers } = connectionLimits(WANTED, 256)
  expect({ clients, workers }).toEqual({ clients: 144, workers: 48 })
  expect(clients + workers).toBeLessThan(256)
})

test("somebody may always connect", () => {
  expect(connectionLimits(WANTED, 8)).toEqual({ clients: 3, workers: 1 })
})

test("what the system says of this process is understood", () => {
  expect(connectionLimits(WANTED).clients).toBeGreaterThan(16)
})
