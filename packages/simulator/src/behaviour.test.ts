import { DEFAULT_CLIENT_BEHAVIOUR, DEFAULT_WORKER_BEHAVIOUR } from "@zmqscope/protocol"
import { ClientBehaviour, WorkerBehaviour } from "@zmqscope/protocol/schemas"
import { Check } from "typebox/schema"
import { expect, test } from "vitest"
import { checkServiceTime } from "./behaviour.js"

test("the defaults are behaviours", () => {
  expect(Check(ClientBehaviour, DEFAULT_CLIENT_BEHAVIOUR)).toBe(true)
  expect(Check(WorkerBehaviour, DEFAULT_WORKER_BEHAVIOUR)).toBe(true)
  expect(checkServiceTime(DEFAULT_WORKER_BEHAVIOUR)).toBe(DEFAULT_WORKER_BEHAVIOUR)
})

test("a service time that is at least more than at most is refused", () => {
  const serviceTime = { distribution: "uniform", minMs: 2, maxMs: 1 } as const
  expect(() => checkServiceTime({ ...DEFAULT_WORKER_BEHAVIOUR, serviceTime })).toThrow(
    "minMs <= maxMs",
  )
})
