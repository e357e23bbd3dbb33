import { expect, it } from "vitest"
import { behaviourKey, countBehaviours } from "./behaviours.js"

const EAGER = { pace: { mode: "think", meanMs: 5 }, sizeBytes: 5, retries: 3 }
const EAGER_TOO = { retries: 3, sizeBytes: 5, pace: { meanMs: 5, mode: "think" } }

it("takes behaviours for alike in whatever order their parts are named", () => {
  expect(behaviourKey(EAGER)).toBe(behaviourKey(EAGER_TOO))
  expect(behaviourKey(EAGER)).not.toBe(behaviourKey({ ...EAGER, retries: 4 }))
  expect(behaviourKey(EAGER)).not.toBe(behaviourKey({ ...EAGER, pace: { meanMs: 5 } }))
})

it("counts those that behave alike, and leaves out those without a behaviour", () => {
  const peers = [EAGER, null, EAGER_TOO].map((behaviour) => ({ behaviour }))
  expect(countBehaviours(peers)).toEqual([{ count: 2, behaviour: EAGER }])
})
