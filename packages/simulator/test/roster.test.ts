import { DEFAULT_CLIENT_BEHAVIOUR, DEFAULT_WORKER_BEHAVIOUR } from "@zmqscope/protocol"
import { expect, test } from "vitest"
import { startSimulation } from "./simulation.js"

test("what a call has changed is in the roster before the call is answered", async () => {
  await using simulation = await startSimulation({})
  const latest = () => simulation.rosters.at(-1)

  const clients = await simulation.call("spawnClients", { count: 2 })
  expect(latest()?.clients).toEqual(clients)
  const workers = await simulation.call("spawnWorkers", { count: 1 })
  expect(latest()?.workers).toEqual(workers)

  await simulation.call("changeClient", { name: "client-2", patch: { sizeBytes: 9 } })
  expect(latest()?.clients).toMatchObject([
    { behaviour: DEFAULT_CLIENT_BEHAVIOUR },
    { behaviour: { ...DEFAULT_CLIENT_BEHAVIOUR, sizeBytes: 9 } },
  ])
  const failure = { mode: "crash", afterRequests: 3 } as const
  await simulation.call("changeWorker", { name: "worker-1", patch: { failure } })
  expect(latest()?.workers).toMatchObject([{ behaviour: { ...DEFAULT_WORKER_BEHAVIOUR, failure } }])
})
