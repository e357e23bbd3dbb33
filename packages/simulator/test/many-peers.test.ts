import type { ClientBehaviour, WorkerBehaviour } from "@zmqscope/protocol"
import { eventually, startPlainProxy } from "@zmqscope/testkit"
import { expect, test } from "vitest"
import { startSimulation } from "./simulation.js"

const clients: ClientBehaviour = {
  pace: { mode: "rate", perSecond: 5 },
  sizeBytes: 32,
  timeoutMs: 600_000,
  retries: 0,
}
/** Each leaves the roster in serving its 20th request: a fact that shows that all of them serve. */
const workers: WorkerBehaviour = {
  serviceTime: { distribution: "exponential", meanMs: 5 },
  failure: { mode: "crash", afterRequests: 20 },
}

test("200 clients and 20 workers run in one process", async () => {
  await using proxy = await startPlainProxy()
  await using simulation = await startSimulation(proxy)
  await simulation.call("spawnWorkers", { count: 20, behaviour: workers })
  await simulation.call("spawnClients", { count: 200, behaviour: clients })
  await eventually(() => simulation.ended.length === 20, "400 requests served")
  expect(new Set(simulation.ended.map(({ why }) => why))).toEqual(new Set(["crashed"]))
  const roster = await eventually(
    () => simulation.rosters.find((latest) => latest.clients.length === 200),
    "200 clients in the roster",
  )
  expect(roster.clients.at(-1)).toMatchObject({ name: "client-200", incarnation: 1 })
  await simulation.client("client-200", (client) => client.state === "live")
})
