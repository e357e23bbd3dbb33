import { Histogram } from "@zmqscope/metrics"
import type { OpenBehaviour } from "@zmqscope/protocol"
import { eventually } from "@zmqscope/testkit"
import { expect, test } from "vitest"
import { Router } from "zeromq"
import { schedule } from "../src/schedule.js"
import { HandClock } from "./hand-clock.js"
import { startSimulation } from "./simulation.js"

const EVEN: OpenBehaviour = {
  arrivals: { process: "even", perSecond: 100 },
  sizeBytes: 32,
  timeoutMs: 600_000,
  outstanding: 1000,
}

async function bindRouter() {
  const socket = new Router({ linger: 0 })
  await socket.bind("tcp://127.0.0.1:*")
  return {
    endpoint: socket.lastEndpoint ?? "",
    receive: () => socket.receive(),
    reply: ([client, requestId]: readonly Buffer[]) =>
      socket.send([client ?? "", requestId ?? "", "", "World"]),
    [Symbol.dispose]: () => socket.close(),
  }
}

test("requests leave as they are due, whatever becomes of those before, and a stall is seen whole", async () => {
  using router = await bindRouter()
  const clock = new HandClock()
  await using simulation = await startSimulation({ frontend: router.endpoint }, clock)
  const params = { count: 1, behaviour: EVEN }
  const [spawned] = await simulation.call("spawnClients", params)
  expect(spawned).toMatchObject({ name: "client-1", incarnation: 1, behaviour: EVEN })
  // Its schedule begins once it is connected. It tells what it sent itself: until a request has come
  // here, time would go on for as long as the machine takes.
  const sent = async () => (await simulation.call("counts", {}))[0]?.sent ?? 0
  while ((await sent()) === 0) {
    clock.advance(1)
    await tick()
  }

  // The worker stalls: for a second nobody replies.
  clock.advance(1000)
  const requests: Buffer[][] = []
  while (requests.length < 100) requests.push(await router.receive())
  expect(requests.map((frames) => frames.length)).toEqual(requests.map(() => 4))
  expect(String(requests[0]?.[0])).toBe("client-1/1")
  expect(requests.map((frames) => String(frames[3]).trim())).toEqual(
    expect.arrayContaining([
      "Hello 1 from client-1 ..........",
      "Hello 99 from client-1 .........",
    ]),
  )
  for (const request of requests) await router.reply(request)
  const latency = new Histogram()
  await eventually(async () => {
    latency.addSparse(await simulation.call("takeLatency", { names: ["client-1"] }))
    return latency.count >= 100
  }, "all replies")
  const all = latency.percentile(1) ?? 0
  expect(all).toBeGreaterThan(960_000)
  expect(latency.percentile(0.5)).toBeGreaterThan(450_000)
  expect(latency.percentile(0.5)).toBeLessThan(all * 0.6)
  await simulation.call("removeClient", { name: "client-1", mode: "kill" })
})

function tick(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}

test("replies are told apart in whatever order they come, and what is on its way is bounded", async () => {
  using router = await bindRouter()
  await using simulation = await startSimulation({ frontend: router.endpoint })
  const behaviour: OpenBehaviour = {
    ...EVEN,
    arrivals: { process: "bursts", perBurst: 10, everyMs: 600_000 },
    outstanding: 3,
  }
  await simulation.call("spawnClients", { count: 1, behaviour })
  // The burst comes at some time in ten minutes: another pace begins anew.
  const patch = { arrivals: { process: "even", perSecond: 1000 } } as const
  expect(await simulation.call("changeClient", { name: "client-1", patch })).toMatchObject({
    behaviour: { ...behaviour, ...patch },
  })
  const first = [await router.receive(), await router.receive(), await router.receive()]
  await eventually(() => (simulation.intended.at(-1)?.clients[0]?.intended.late ?? 0) > 5, "late")
  expect(simulation.intended.at(-1)?.clients[0]).toMatchObject({
    name: "client-1",
    intended: { sent: 3, replied: 0 },
  })
  for (const request of first.toReversed()) await router.reply(request)
  const next = await router.receive()
  expect(next[1]?.readUInt32BE()).toBe(4)
  await eventually(
    () => simulation.intended.at(-1)?.clients[0]?.intended.replied === 3,
    "three replies",
  )
  const [counts] = await simulation.call("counts", {})
  expect(counts).toMatchObject({ name: "client-1", replied: 3, gaveUp: 0 })
  await simulation.call("removeClient", { name: "client-1", mode: "kill" })
  await simulation.gone("client-1")
})

test("a stopped one awaits what is on its way; what is a REQ client's cannot be changed", async () => {
  using router = await bindRouter()
  await using simulation = await startSimulation({ frontend: router.endpoint })
  await simulation.call("spawnClients", { count: 1, behaviour: { ...EVEN, outstanding: 1 } })
  const request = await router.receive()
  const patch = { retries: 1 }
  await expect(simulation.call("changeClient", { name: "client-1", patch })).rejects.toMatchObject({
    code: "invalid",
  })
  await simulation.call("removeClient", { name: "client-1", mode: "stop" })
  await simulation.client("client-1", ({ state }) => state === "stopping")
  await router.reply(request)
  await simulation.gone("client-1")
})

test("two brokers are given the same schedule by the same seed", () => {
  const take = (seed: number) => {
    const due = schedule(seed, { client: "client-1", arrivals: EVEN.arrivals })
    return Array.from({ length: 50 }, () => due.next().value)
  }
  expect(take(7)).toEqual(take(7))
  expect(take(8)).not.toEqual(take(7))
})
