import { once } from "node:events"
import { eventually, greeting } from "@zmqscope/testkit"
import { describe, expect, test } from "vitest"
import { Broker, DEFAULT_LIMITS, DEFAULT_SETTINGS } from "../src/index.js"
import { BrokerFixture } from "./broker-fixture.js"
import { ENGINE, ENGINE_HAS } from "./engine.js"
import { ask, dealerWorker, echoWorker, reqClient } from "./peers.js"
import { addressOf, connectPlain, refusedBytes } from "./zmtp-peer.js"

const HTTP = Buffer.from("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: keep-alive\r\n\r\n")

describe.each(["frontend", "backend"] as const)("at the %s port", (port) => {
  test.each([
    { what: "HTTP", bytes: HTTP },
    { what: "text", bytes: Buffer.from("hello?\n".repeat(100)) },
    { what: "zeros", bytes: Buffer.alloc(1000) },
    { what: "ones", bytes: Buffer.alloc(1000, 0xff) },
    { what: "a greeting of ZMTP 2", bytes: Buffer.from("ff00000000000000017f01050000", "hex") },
    { what: "a greeting with CURVE", bytes: greeting({ mechanism: "CURVE" }) },
    { what: "a greeting and garbage", bytes: Buffer.concat([greeting(), Buffer.alloc(99, 0x41)]) },
  ])("$what is refused: nothing of it in the tap, the others unharmed", async ({ bytes }) => {
    await using broker = await BrokerFixture.start()
    echoWorker(broker, "good worker")
    const client = reqClient(broker, "good client")
    await ask(client, "before")
    await refusedBytes(broker[port], bytes)
    await ask(client, "after")
    expect((await broker.settled()).totals).toMatchObject({ received: 2, returned: 2 })
    const peers = broker.messages.flatMap((message) => {
      if (message.type === "client") return [message.client.name]
      return message.type === "worker" ? [message.worker.name] : []
    })
    expect(peers.toSorted()).toEqual(["good client", "good worker"])
    expect(broker.records()).toHaveLength(2 * ENGINE_HAS.steps.length)
  })
})

test("a connection that never finishes its handshake is closed, at both ports", async () => {
  await using broker = await BrokerFixture.start()
  const beginning = greeting().subarray(0, 20)
  await Promise.all([
    refusedBytes(broker.frontend, beginning),
    refusedBytes(broker.backend, beginning),
  ])
  expect(broker.clients.size + broker.workers.size).toBe(0)
})

test("a client that sends an oversize frame is cut; the others go on", async () => {
  await using broker = await BrokerFixture.start({ limits: { frameBytes: 100_000 } })
  echoWorker(broker)
  const good = reqClient(broker, "good")
  await ask(good, "before")
  const bad = reqClient(broker, "bad")
  await eventually(() => broker.clients.size === 2, "two clients")
  await bad.send(Buffer.alloc(100_001))
  await eventually(
    () =>
      broker.messages.some(
        (item) => item.type === "client" && item.event === "left" && item.client.name === "bad",
      ),
    "the cut of the client",
  )
  await ask(good, Buffer.alloc(100_000))
  expect((await broker.settled()).totals).toMatchObject({ received: 2, returned: 2 })
})

test("a worker that sends an oversize frame is cut, and loses what it had", async () => {
  await using broker = await BrokerFixture.start({ limits: { frameBytes: 100_000 } })
  const bad = dealerWorker(broker)
  const client = reqClient(broker)
  await client.send("Hello")
  const request = await bad.receive()
  await bad.send([...request.slice(0, -1), Buffer.alloc(100_001)])
  await eventually(() => !broker.workers.has(0), "the cut of the worker")
  expect((await broker.settled()).totals).toMatchObject({ received: 1, lost: 1 })
  bad.close()
  await broker.workersJoined(0)
  echoWorker(broker)
  expect(String(await ask(reqClient(broker), "Hello"))).toBe("Hello")
})

test("more workers than the limit are turned away", async () => {
  await using broker = await BrokerFixture.start({ limits: { workers: 1 } })
  echoWorker(broker, "first")
  await broker.workersJoined(1)
  await refusedBytes(broker.backend, greeting())
  expect(String(await ask(reqClient(broker), "Hello"))).toBe("Hello")
})

test.each(["frontend", "backend"] as const)("a %s port in use is named", async (port) => {
  await using broker = await BrokerFixture.start()
  const taken = addressOf(broker[port]).port
  const options = {
    engine: ENGINE,
    host: "127.0.0.1",
    frontendPort: port === "frontend" ? taken : 0,
    backendPort: port === "backend" ? taken : 0,
    seed: 1,
    settings: DEFAULT_SETTINGS,
    limits: DEFAULT_LIMITS,
  }
  await expect(Broker.start(options, () => {})).rejects.toMatchObject({
    code: "EADDRINUSE",
    address: broker[port],
  })
})

test("a connection that its peer resets ends without harm", async () => {
  await using broker = await BrokerFixture.start()
  for (const endpoint of [broker.frontend, broker.backend]) {
    const socket = await connectPlain(endpoint)
    const closed = once(socket, "close")
    socket.write(greeting())
    socket.resetAndDestroy()
    await closed
  }
  echoWorker(broker)
  expect(String(await ask(reqClient(broker), "Hello"))).toBe("Hello")
})
