import { expect, it } from "vitest"
import {
  behaviourKey,
  changesBetween,
  countBehaviours,
  type DealingSettings,
  needsReconnect,
} from "./behaviours.js"

const PACE = { mode: "think", meanMs: 5 } as const
const EAGER = { pace: PACE, sizeBytes: 5, timeoutMs: 200, retries: 3 }
const EAGER_TOO = {
  retries: 3,
  sizeBytes: 5,
  timeoutMs: 200,
  pace: { meanMs: 5, mode: "think" as const },
}

it("takes behaviours for alike in whatever order their parts are named", () => {
  expect(behaviourKey(EAGER)).toBe(behaviourKey(EAGER_TOO))
  expect(behaviourKey(EAGER)).not.toBe(behaviourKey({ ...EAGER, retries: 4 }))
  expect(behaviourKey(EAGER)).not.toBe(behaviourKey({ ...EAGER, pace: { meanMs: 5 } }))
})

it("counts those that behave alike, and leaves out those without a behaviour", () => {
  const peers = [EAGER, null, EAGER_TOO].map((behaviour) => ({ behaviour }))
  expect(countBehaviours(peers)).toEqual([{ count: 2, behaviour: EAGER }])
})

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
