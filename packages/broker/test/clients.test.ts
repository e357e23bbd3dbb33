import { eventually } from "@zmqscope/testkit"
import { expect, test } from "vitest"
import { BrokerFixture } from "./broker-fixture.js"
import { ENGINE_HAS } from "./engine.js"
import { ask, dealerClient, echoWorker, repWorker, reqClient } from "./peers.js"

test("a client is told when it joins, before it sends, and when it leaves", async () => {
  await using broker = await BrokerFixture.start()
  expect(broker.broker.hello.notifies).toBe(true)
  const client = reqClient(broker, "early bird")
  const identity = await eventually(() => broker.clients.get(0), "a client")
  expect(identity).toEqual({
    index: 0,
    name: "early bird",
    routingIdHex: Buffer.from("early bird").toString("hex"),
    ...(ENGINE_HAS.knowsAddresses
      ? {
          address: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
          socketType: "REQ",
          simulated: false,
        }
      : {}),
  })
  client.close()
  await eventually(() => broker.clients.size === 0, "the client's leave")
  expect(broker.records()).toEqual([])
})

test("a client that comes back is another, and the old one's counts are its own", async () => {
  await using broker = await BrokerFixture.start()
  echoWorker(broker)
  const first = reqClient(broker, "same")
  await ask(first, "Hello")
  first.close()
  await eventually(() => broker.clients.size === 0, "the client's leave")
  const second = reqClient(broker, "same")
  await ask(second, "Hello")
  expect((await broker.settled()).clients).toMatchObject([
    { index: 1, name: "same", sent: 1, returned: 1 },
  ])
})

test("a client that leaves before its reply: undeliverable", async () => {
  await using broker = await BrokerFixture.start()
  const worker = repWorker(broker, "slow")
  const client = reqClient(broker)
  await client.send("Hello")
  const body = await worker.receive()
  client.close()
  await eventually(() => broker.clients.size === 0, "the client's leave")
  await worker.send(body)
  const { totals, workers } = await broker.settled()
  expect(totals).toMatchObject({ received: 1, undeliverable: 1 })
  expect(workers).toMatchObject([{ served: 1, outstanding: 0 }])
})

test("a client is disconnected, with what it waits for, and comes again as another", async () => {
  await using broker = await BrokerFixture.start({ settings: { dropAbandoned: true } })
  expect(() => broker.broker.disconnectClient(0)).toThrow(
    expect.objectContaining({ code: "unknown-peer" }),
  )
  const client = reqClient(broker, "again")
  await client.send("Hello")
  await eventually(() => broker.records("received").length === 1, "its request")
  const can = broker.broker.hello.capabilities.includes("disconnect-client")
  expect(can).toBe(ENGINE_HAS.disconnectsClients)
  if (!can) {
    expect(() => broker.broker.disconnectClient(0)).toThrow(
      expect.objectContaining({ code: "not-supported" }),
    )
    return
  }
  broker.broker.disconnectClient(0)
  await eventually(() => broker.clients.get(1)?.name === "again", "it connects again by itself")
  expect(broker.clients.has(0)).toBe(false)
  const [expired] = await eventually(() => {
    const ended = broker.records("expired")
    return ended.length > 0 && ended
  }, "the end of its request")
  expect(expired).toMatchObject({ client: 0, cause: "client-left" })
})

test.each([
  { what: "without a delimiter", frames: ["Hello"], sizeBytes: 5 },
  { what: "of frames without a delimiter", frames: ["Hello", "you"], sizeBytes: 8 },
  { what: "with nothing behind the delimiter", frames: ["id", ""], sizeBytes: 2 },
  { what: "of one lone empty frame, as a leave looks", frames: [""], sizeBytes: 0 },
])(
  "a request $what is rejected and counted, and its client goes on",
  async ({ frames, sizeBytes }) => {
    await using broker = await BrokerFixture.start()
    echoWorker(broker)
    const client = dealerClient(broker)
    await client.send(frames)
    await client.send(["", "Hello"])
    expect((await client.receive()).map(String)).toEqual(["", "Hello"])
    const { totals, clients } = await broker.settled()
    expect(totals).toMatchObject({ received: 2, rejected: 1, returned: 1 })
    expect(broker.records("rejected")).toMatchObject([{ envelope: 0, client: 0, sizeBytes }])
    expect(clients).toMatchObject([{ index: 0, sent: 1, returned: 1 }])
  },
)
