import { expect, test } from "vitest"
import { Simulator } from "../src/simulator.js"
import { NOWHERE, startSimulation } from "./simulation.js"

test("nothing is spawned before it is known where to connect", () => {
  const simulator = new Simulator(() => {})
  expect(() => simulator.handlers.spawnClients({ count: 1 })).toThrow("not told where to connect")
})

test.each([
  { count: 0 },
  { count: 1.5 },
  { count: 1_000_000 },
  { count: 2, names: ["client-1"] },
  { count: 2, names: ["client-1", "client-1"] },
  { count: 1, names: ["worker-1"] },
])("spawning $count as $names is refused, and nobody spawned", async (params) => {
  await using simulation = await startSimulation({})
  await expect(simulation.call("spawnClients", params)).rejects.toMatchObject({ code: "invalid" })
  await simulation.call("spawnClients", { count: 1, names: ["client-41"] })
  await simulation.client("client-41", () => true)
  expect(simulation.rosters.at(-1)?.clients).toHaveLength(1)
})

test("names of an earlier run are taken over, and not used again", async () => {
  await using simulation = await startSimulation({})
  await simulation.call("spawnWorkers", { count: 2, names: ["worker-9", "worker-4"] })
  expect(await simulation.call("spawnWorkers", { count: 1 })).toMatchObject([{ name: "worker-10" }])
  await expect(simulation.call("spawnWorkers", { count: 1, names: ["worker-9"] })).rejects.toThrow(
    "worker-9 is live already",
  )
})

test("a patch that makes no sense changes nothing", async () => {
  await using simulation = await startSimulation({})
  const [worker] = await simulation.call("spawnWorkers", { count: 1 })
  const serviceTime = { distribution: "uniform", minMs: 9, maxMs: 1 } as const
  await expect(
    simulation.call("changeWorker", { name: "worker-1", patch: { serviceTime } }),
  ).rejects.toMatchObject({ code: "invalid" })
  const latest = await simulation.worker("worker-1", () => true)
  expect(latest.behaviour).toEqual(worker?.behaviour)
})

test("an endpoint without a port is refused", async () => {
  await using simulation = await startSimulation({})
  const start = { frontend: "tcp://127.0.0.1", backend: NOWHERE, seed: 1 }
  await expect(simulation.call("start", start)).rejects.toMatchObject({ code: "invalid" })
})
