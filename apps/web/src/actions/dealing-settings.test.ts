import { expect, it } from "vitest"
import { changesBetween, type DealingSettings, needsReconnect } from "./dealing-settings.js"

const PLAIN: DealingSettings = {
  dealing: "dealer",
  prefetch: 1,
  onWorkerLoss: "lose",
  dropAbandoned: false,
  shedding: { mode: "none" },
}

it("asks for what differs, and nothing else", () => {
  const wanted: DealingSettings = { ...PLAIN, dealing: "random", dropAbandoned: true }
  expect(changesBetween(PLAIN, PLAIN)).toEqual({})
  expect(changesBetween(PLAIN, wanted)).toEqual({ dealing: "random", dropAbandoned: true })
  expect(changesBetween(wanted, PLAIN)).toEqual({ dealing: "dealer", dropAbandoned: false })
})

it("knows that workers connect anew between libzmq's dealing and the broker's own", () => {
  const random: DealingSettings = { ...PLAIN, dealing: "random" }
  expect(needsReconnect(PLAIN, random)).toBe(true)
  expect(needsReconnect(random, PLAIN)).toBe(true)
  expect(needsReconnect(random, { ...random, dealing: "idle-first" })).toBe(false)
  expect(needsReconnect(PLAIN, { ...PLAIN, onWorkerLoss: "requeue" })).toBe(false)
})
