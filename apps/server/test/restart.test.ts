import { eventually, startZmqscope } from "@zmqscope/testkit"
import { expect, it } from "vitest"
import { ask, pidOf } from "./ask.js"
import { view } from "./viewer.js"

it("brings a broker that died back on its ports, and tells viewers of both", async () => {
  await using zmqscope = await startZmqscope()
  using viewer = view(zmqscope.url)
  const { run, frontend, backend } = await viewer.find("hello")
  await viewer.find("records")
  const place = viewer.frames.length
  process.kill(await pidOf(zmqscope.url, "broker"), "SIGKILL")
  await viewer.find("hello", (hello) => hello.run === null, place)
  const again = await viewer.find("hello", (hello) => hello.run !== null, place)
  expect(again).toMatchObject({ frontend, backend })
  expect(again.run).not.toBe(run)
  await viewer.find("marker", ({ marker }) => marker.kind === "restart", place)
  await viewer.find("snapshot", ({ totals }) => totals.returned > 20, viewer.frames.indexOf(again))
  const status = await ask(zmqscope.url, "/api/status")
  expect(status.body).toMatchObject({
    foldDiscrepancies: 0,
    children: { broker: { state: "up", restarts: 1, lastExit: "SIGKILL" } },
  })
})

it("brings the peers of a simulator that died back by name", async () => {
  await using zmqscope = await startZmqscope()
  const { url } = zmqscope
  const patch = { method: "PATCH", json: { sizeBytes: 77 } }
  expect((await ask(url, "/api/clients/client-2", patch)).status).toBe(200)
  process.kill(await pidOf(url, "simulator"), "SIGKILL")
  await eventually(async () => {
    const { body } = await ask(url, "/api/status")
    expect(body).toMatchObject({ children: { simulator: { state: "up", restarts: 1 } } })
    return true
  }, "the simulator is up again")
  const clients = await ask(url, "/api/clients")
  expect(clients.body).toMatchObject([
    { name: "client-1" },
    { name: "client-2", behaviour: { sizeBytes: 77 } },
    { name: "client-3" },
    { name: "client-4" },
  ])
  await eventually(async () => {
    const { body } = await ask(url, "/api/workers")
    return Array.isArray(body) && body.length === 3 && body.every(({ state }) => state === "live")
  }, "all workers are live again")
})
