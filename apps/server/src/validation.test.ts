import { BrokerPatch, ClientPatch, SpawnClients, SpawnWorkers } from "@zmqscope/protocol/schemas"
import { type TSchema, Type } from "typebox"
import { expect, it } from "vitest"
import { compileValidator, type Fault, InvalidInput } from "./validation.js"

function check(schema: TSchema, value: unknown, httpPart = "body"): unknown {
  const validate = compileValidator({ schema, httpPart, method: "POST", url: "/" })
  const result: unknown = validate(value)
  if (typeof result === "object" && result !== null && "error" in result) {
    if (result.error instanceof InvalidInput) return result.error.faults
  }
  return result
}

const thinking = { pace: { mode: "think", meanMs: 5 }, sizeBytes: 1, timeoutMs: 1000, retries: 0 }

it("passes what is right, as it is", () => {
  const body = { count: 2, behaviour: thinking }
  expect(check(SpawnClients, body)).toEqual({ value: body })
})

it("names every fault, each with a pointer to its place", () => {
  const { retries: _, ...incomplete } = thinking
  const behaviour = { ...incomplete, sizeBytes: "x", timeoutMs: 5 }
  const faults = check(SpawnClients, { count: 0, "a/b": 1, behaviour })
  expect(faults).toEqual(
    expect.arrayContaining<Fault>([
      { path: "/count", message: "must be >= 1" },
      { path: "/a~1b", message: "is not known here: allowed are count, behaviour" },
      { path: "/behaviour/retries", message: "is required" },
      { path: "/behaviour/sizeBytes", message: "must be integer" },
      { path: "/behaviour/timeoutMs", message: "must be >= 10" },
    ]),
  )
  expect(faults).toHaveLength(5)
})

it("judges only the branch of a union that was named", () => {
  const behaviour = { ...thinking, pace: { mode: "think", meanMs: -1 } }
  expect(check(SpawnClients, { count: 1, behaviour })).toEqual([
    { path: "/behaviour/pace/meanMs", message: "must be >= 0" },
  ])
})

const open = { arrivals: { process: "poisson", perSecond: 5 }, sizeBytes: 1, timeoutMs: 1000 }

it("judges the branch that knows what was given, and in it the branch that was named", () => {
  const { arrivals } = open
  expect(check(SpawnClients, { count: 1, behaviour: { ...open, outstanding: 1 } })).toHaveProperty(
    "value",
  )
  expect(check(SpawnClients, { count: 1, behaviour: open })).toEqual([
    { path: "/behaviour/outstanding", message: "is required" },
  ])
  const faster = { ...open, outstanding: 1, arrivals: { ...arrivals, perSecond: 1e9 } }
  expect(check(SpawnClients, { count: 1, behaviour: faster })).toEqual([
    { path: "/behaviour/arrivals/perSecond", message: "must be <= 10000" },
  ])
  expect(check(ClientPatch, { arrivals: { process: "weird" } })).toEqual([
    { path: "/arrivals/process", message: "must be one of poisson, even, bursts, ramp" },
  ])
  expect(check(ClientPatch, { retries: -1 })).toEqual([
    { path: "/retries", message: "must be >= 0" },
  ])
})

it("lists the branches of a union when none was named rightly", () => {
  const behaviour = { serviceTime: { distribution: "weird" }, failure: { mode: "none" } }
  expect(check(SpawnWorkers, { count: 1, behaviour })).toEqual([
    {
      path: "/behaviour/serviceTime/distribution",
      message: "must be one of fixed, uniform, exponential, log-normal",
    },
  ])
})

it("names the allowed values, and refuses an empty change", () => {
  const faults = check(BrokerPatch, { dealing: "x" })
  expect(JSON.stringify(faults)).toContain("must be one of dealer, round-robin")
  expect(check(BrokerPatch, {})).toEqual([{ path: "", message: "must have at least one property" }])
})

it("reads numbers from a query's text, but not from a body's", () => {
  const schema = Type.Object({ limit: Type.Integer() })
  expect(check(schema, { limit: "7" }, "querystring")).toEqual({ value: { limit: 7 } })
  for (const limit of ["1.5", "true", "x", ["1", "2"]]) {
    expect(check(schema, { limit }, "querystring")).toHaveLength(1)
  }
  expect(check(schema, { limit: "7" })).toHaveLength(1)
})
