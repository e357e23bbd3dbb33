import type { ClientBehaviour } from "@zmqscope/protocol"
import { expect, test } from "vitest"
import { bindRouter } from "./bare-sockets.js"
import { startSimulation } from "./simulation.js"

const EAGER: ClientBehaviour = {
  pace: { mode: "think", meanMs: 0 },
  sizeBytes: 22,
  timeoutMs: 600_000,
  retries: 0,
}
const HASTY = { ...EAGER, timeoutMs: 20, retries: 1000 }

test("a client asks under its routing id, and asks again once it was answered", async () => {
  using router = await bindRouter()
  await using simulation = await startSimulation({ frontend: router.endpoint })
  const spawned = await simulation.call("spawnClients", { count: 1, behaviour: EAGER })
  expect(spawned).toEqual([
    { name: "client-1", state: "connecting", incarnation: 1, behaviour: EAGER },
  ])

  const first = await router.receive()
  expect(first.routingId).toBe("client-1/1")
  expect(first.body.toString()).toBe("Hello 1 from client-1 ")
  await router.reply(first.routingId, "World")
  expect((await router.receive()).body.toString()).toBe("Hello 2 from client-1 ")
  await simulation.client("client-1", (client) => client.state === "live")
})

test("without a reply it comes back as the next incarnation with the same request", async () => {
  using router = await bindRouter()
  await using simulation = await startSimulation({ frontend: router.endpoint })
  await simulation.call("spawnClients", { count: 1, behaviour: HASTY })

  // On a slow machine an incarnation may time out before it is connected, and send nothing.
  const incarnations: number[] = []
  const texts = new Set<string>()
  while (incarnations.length < 3) {
    const { routingId, body } = await router.receive()
    incarnations.push(Number(/^client-1\/(\d+)$/.exec(routingId)?.[1]))
    texts.add(body.toString().trim())
  }
  expect(incarnations).toEqual([...new Set(incarnations)].toSorted((a, b) => a - b))
  expect(texts).toEqual(new Set(["Hello 1 from client-1"]))
  await simulation.client("client-1", (client) => client.incarnation >= 3)
})

test("out of retries it gives the request up and goes on with the next", async () => {
  using router = await bindRouter()
  await using simulation = await startSimulation({ frontend: router.endpoint })
  await simulation.call("spawnClients", { count: 1, behaviour: { ...HASTY, retries: 1 } })

  // On a slow machine a try may time out before it is connected, and send nothing.
  const asked: number[] = []
  while (!asked.some((number) => number > 2)) {
    const { body } = await router.receive()
    asked.push(Number(/^Hello (\d+) /.exec(body.toString())?.[1]))
  }
  expect(asked).toEqual(asked.toSorted((a, b) => a - b))
  for (const number of new Set(asked)) {
    expect(asked.filter((other) => other === number).length).toBeLessThanOrEqual(2)
  }
})

test("a change holds from the next request on", async () => {
  using router = await bindRouter()
  await using simulation = await startSimulation({ frontend: router.endpoint })
  await simulation.call("spawnClients", { count: 1, behaviour: EAGER })
  const before = await router.receive()
  const changed = await simulation.call("changeClient", {
    name: "client-1",
    patch: { sizeBytes: 1000 },
  })
  expect(changed.behaviour).toEqual({ ...EAGER, sizeBytes: 1000 })
  await router.reply(before.routingId, "World")
  expect((await router.receive()).body).toHaveLength(1000)
})

test("a new pace ends a long wait", async () => {
  using router = await bindRouter()
  await using simulation = await startSimulation({ frontend: router.endpoint })
  const pensive: ClientBehaviour = { ...EAGER, pace: { mode: "think", meanMs: 60_000 } }
  await simulation.call("spawnClients", { count: 1, behaviour: pensive })
  await simulation.client("client-1", (client) => client.state === "live")
  await simulation.call("changeClient", {
    name: "client-1",
    patch: { pace: { mode: "rate", perSecond: 10_000 } },
  })
  expect((await router.receive()).routingId).toBe("client-1/1")
})

test("a stopped client awaits its reply and goes", async () => {
  using router = await bindRouter()
  await using simulation = await startSimulation({ frontend: router.endpoint })
  await simulation.call("spawnClients", { count: 1, behaviour: EAGER })
  const request = await router.receive()
  await simulation.call("removeClient", { name: "client-1", mode: "stop" })
  await simulation.client("client-1", (client) => client.state === "stopping")
  expect(simulation.ended).toEqual([])
  await router.reply(request.routingId, "World")
  await simulation.gone("client-1")
  expect(simulation.ended).toEqual([
    { type: "ended", kind: "client", name: "client-1", why: "stopped" },
  ])
})

test("a killed client is gone in mid-request", async () => {
  using router = await bindRouter()
  await using simulation = await startSimulation({ frontend: router.endpoint })
  await simulation.call("spawnClients", { count: 2, behaviour: EAGER })
  await router.receive()
  await router.receive()
  await simulation.call("removeClient", { name: "client-1", mode: "kill" })
  expect(simulation.ended).toEqual([
    { type: "ended", kind: "client", name: "client-1", why: "killed" },
  ])
  expect(simulation.rosters.at(-1)?.clients.map(({ name }) => name)).toEqual(["client-2"])
  await expect(
    simulation.call("removeClient", { name: "client-1", mode: "kill" }),
  ).rejects.toMatchObject({ code: "unknown-peer" })
  expect(await simulation.call("spawnClients", { count: 1 })).toMatchObject([{ name: "client-3" }])
})

test("nobody new gets a name that another peer of the broker bears", async () => {
  await using simulation = await startSimulation({})
  const order = { count: 2, taken: ["client-1", "client-2", "client-4"] }
  const spawned = await simulation.call("spawnClients", order)
  expect(spawned.map(({ name }) => name)).toEqual(["client-3", "client-5"])
})
