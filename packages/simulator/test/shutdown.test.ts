import type { ClientBehaviour, WorkerBehaviour } from "@zmqscope/protocol"
import { eventually, startPlainProxy } from "@zmqscope/testkit"
import { expect, test } from "vitest"
import { startSimulation } from "./simulation.js"

const clients: ClientBehaviour = {
  pace: { mode: "think", meanMs: 0 },
  sizeBytes: 32,
  timeoutMs: 600_000,
  retries: 0,
}
const workers: WorkerBehaviour = {
  serviceTime: { distribution: "fixed", ms: 10 },
  failure: { mode: "none" },
}

test("shutting down serves what clients have asked for, and kills nobody", async () => {
  await using proxy = await startPlainProxy()
  await using simulation = await startSimulation(proxy)
  await simulation.call("spawnWorkers", { count: 1, behaviour: workers })
  await simulation.call("spawnClients", { count: 10, behaviour: clients })
  await eventually(
    () => simulation.rosters.at(-1)?.clients.every(({ state }) => state === "live"),
    "10 live clients",
  )
  await simulation.worker("worker-1", ({ state }) => state === "live")
  await simulation.call("shutdown", {})
  expect(simulation.ended.map(({ why }) => why)).toEqual(
    Array.from({ length: 11 }, () => "stopped"),
  )
  expect(simulation.ended.at(-1)?.name).toBe("worker-1")
})
