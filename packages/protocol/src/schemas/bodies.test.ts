import fc from "fast-check"
import { Check } from "typebox/schema"
import { describe, expect, test } from "vitest"
import { BrokerPatch, ClientPatch, SpawnClients, SpawnWorkers, WorkerPatch } from "./index.js"

const client = { pace: { mode: "think", meanMs: 5 }, sizeBytes: 1, timeoutMs: 1000, retries: 0 }
const worker = {
  serviceTime: { distribution: "log-normal", medianMs: 2, sigma: 1 },
  failure: { mode: "late", probability: 0.5, extraMs: 100 },
}

describe.each([
  { name: "SpawnClients", schema: SpawnClients, good: { count: 2, behaviour: client } },
  { name: "SpawnWorkers", schema: SpawnWorkers, good: { count: 2, behaviour: worker } },
  { name: "ClientPatch", schema: ClientPatch, good: client },
  { name: "WorkerPatch", schema: WorkerPatch, good: worker },
  {
    name: "BrokerPatch",
    schema: BrokerPatch,
    good: { paused: true, dealing: "two-choices", prefetch: 3, onWorkerLoss: "requeue" },
  },
])("a body of $name", ({ schema, good }) => {
  test("is taken when it is right", () => {
    expect(Check(schema, good)).toBe(true)
  })

  test("is judged without a throw, whatever it is", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (body) => {
        expect(typeof Check(schema, body)).toBe("boolean")
      }),
      { seed: 1, numRuns: 300 },
    )
  })

  test("is refused for one part of another type, anywhere, or one part more", () => {
    const places = placesOf(good)
    const others = fc.oneof(fc.constantFrom(null, [], {}, "", "NaN", -1), fc.array(fc.nat()))
    fc.assert(
      fc.property(fc.constantFrom(...places), others, (place, other) => {
        expect(Check(schema, replaced(good, place, other)), place.join(".")).toBe(false)
        const holder = place.slice(0, -1)
        expect(Check(schema, replaced(good, [...holder, "constructor"], other))).toBe(false)
      }),
      { seed: 2, numRuns: 300 },
    )
  })
})

/** The way to each part that is no object. */
function placesOf(value: object, way: readonly string[] = []): (readonly string[])[] {
  return Object.entries(value).flatMap(([name, part]) =>
    typeof part === "object" ? placesOf(part, [...way, name]) : [[...way, name]],
  )
}

function replaced(value: object, [name = "", ...rest]: readonly string[], other: unknown): object {
  const inside: unknown = Object.entries(value).find(([key]) => key === name)?.[1]
  const isDeeper = rest.length > 0 && typeof inside === "object" && inside !== null
  return { ...value, [name]: isDeeper ? replaced(inside, rest, other) : other }
}
