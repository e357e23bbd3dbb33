import { eventually, message } from "@zmqscope/testkit"
import { expect, test } from "vitest"
import { BrokerFixture } from "../broker-fixture.js"
import {
  ask,
  dealerClient,
  echoWorker,
  pipeline,
  receiveReplies,
  repWorker,
  reqClient,
} from "../peers.js"
import { RawPeer } from "../raw-peer.js"

/** A request as a DEALER writes it, with room for a number. */
function request(number: number, bytes = 1): Buffer {
  return message([Buffer.from(`${number}`), Buffer.alloc(0), Buffer.alloc(bytes, 7)])
}

/** What the checkpoint says of a client, by name. */
function rowOf(broker: BrokerFixture, name: string) {
  return broker.figures().clients.find((row) => row.name === name)
}

test.each(["dealer", "idle-first"] as const)(
  "one that pipelines without end keeps no other waiting behind more than its share (%s)",
  async (dealing) => {
    await using broker = await BrokerFixture.start({
      settings: { dealing },
      limits: { waitingCount: 500 },
    })
    const worker = repWorker(broker, "slow")
    await broker.workersJoined(1)
    using flood = await RawPeer.connect(broker.frontend, "DEALER", {
      properties: { Identity: "flood" },
    })
    flood.socket.write(Buffer.concat(Array.from({ length: 5000 }, (_, number) => request(number))))
    await eventually(() => rowOf(broker, "flood")?.heldBack === true, "a flood that is held back")
    const polite = reqClient(broker, "polite")
    await polite.send("Hello")
    const isPoliteIn = () => rowOf(broker, "polite")?.sent === 1
    // Waiting is full, and it has none there: it is let in.
    await eventually(isPoliteIn, "its request")
    let before = 0
    for (;;) {
      const body = await worker.receive()
      await worker.send(body)
      if (String(body) === "Hello") break
      before += 1
    }
    expect(String(await polite.receive())).toBe("Hello")
    // What lay at the worker already, and one of the flood's in turn with it.
    expect(before).toBeLessThan(100)
  },
)

test("past its share a client is held back alone, and goes on when half of it has gone", async () => {
  await using broker = await BrokerFixture.start({
    limits: { waitingPerClient: 10 },
    settings: { paused: true },
  })
  const [much, little] = [dealerClient(broker, "much"), dealerClient(broker, "little")]
  const sent = pipeline(much, 40)
  await eventually(() => rowOf(broker, "much")?.heldBack === true, "one that is held back")
  await pipeline(little, 5)
  await eventually(() => rowOf(broker, "little")?.sent === 5, "the other's")
  expect(broker.figures().totals.waiting).toBe(15)
  expect(rowOf(broker, "little")?.heldBack).toBe(false)
  await broker.broker.configure({ paused: false })
  echoWorker(broker)
  await sent
  expect(await receiveReplies(much, 40)).toEqual(
    Array.from({ length: 40 }, (_, number) => `body ${number}`),
  )
  await eventually(() => rowOf(broker, "much")?.heldBack === false, "one that is read again")
})

test("while waiting is full each client that has none there may bring one", async () => {
  await using broker = await BrokerFixture.start({
    limits: { waitingCount: 10 },
    settings: { paused: true },
  })
  const flood = dealerClient(broker, "flood")
  const sent = pipeline(flood, 50)
  await eventually(() => rowOf(broker, "flood")?.heldBack === true, "waiting that is full")
  const others = Array.from({ length: 5 }, (_, index) => dealerClient(broker, `other ${index}`))
  const sentToo = others.map((other) => pipeline(other, 3))
  await eventually(() => broker.figures().totals.waiting === 15, "one of each")
  for (const [index] of others.entries()) expect(rowOf(broker, `other ${index}`)?.sent).toBe(1)
  echoWorker(broker)
  await broker.broker.configure({ paused: false })
  await Promise.all([sent, ...sentToo])
  for (const other of others) expect(await receiveReplies(other, 3)).toHaveLength(3)
  expect(await receiveReplies(flood, 50)).toHaveLength(50)
  expect((await broker.settled()).totals).toMatchObject({ received: 65, returned: 65 })
})

test.each([
  { how: "with a reset", leave: (peer: RawPeer) => peer.socket.resetAndDestroy() },
  { how: "in peace, with more to be read", leave: (peer: RawPeer) => peer.socket.destroy() },
])("one that leaves $how while it is held back is seen to leave", async ({ leave }) => {
  await using broker = await BrokerFixture.start({
    limits: { waitingPerClient: 5 },
    settings: { paused: true, dropAbandoned: true },
  })
  const client = await RawPeer.connect(broker.frontend, "DEALER")
  client.socket.write(
    Buffer.concat(Array.from({ length: 2000 }, (_, number) => request(number, 1000))),
  )
  await eventually(() => broker.figures().clients[0]?.heldBack === true, "one that is held back")
  leave(client)
  await eventually(() => broker.clients.size === 0, "its leave")
  expect((await broker.settled()).totals).toMatchObject({ received: 5, expired: 5 })
})

test("one that does not read its replies has a bound; what passes it is undeliverable, and that is told", async () => {
  await using broker = await BrokerFixture.start({ limits: { unreadBytesPerClient: 1_000_000 } })
  echoWorker(broker)
  using deaf = await RawPeer.connect(broker.frontend, "DEALER", {
    properties: { Identity: "deaf" },
  })
  deaf.socket.pause()
  const count = 200
  for (let number = 0; number < count; number += 1) deaf.socket.write(request(number, 100_000))
  await eventually(() => broker.figures().totals.received === count, "all received")
  const { totals } = await broker.settled()
  expect(totals.undeliverable).toBeGreaterThan(0)
  expect(totals.returned + totals.undeliverable).toBe(count)
  expect(broker.notices()).toMatchObject([{ kind: "unread-replies", name: "deaf" }])
  expect(String(await ask(reqClient(broker), "Hello"))).toBe("Hello")
  deaf.socket.resume()
  await deaf.messageAt(totals.returned - 1)
  expect(deaf.messages).toHaveLength(totals.returned)
})

test("two that live under one routing id: the older is cut, and both are told of", async () => {
  await using broker = await BrokerFixture.start()
  echoWorker(broker)
  using older = await RawPeer.connect(broker.frontend, "REQ", { properties: { Identity: "same" } })
  await eventually(() => broker.clients.size === 1, "the older")
  using newer = await RawPeer.connect(broker.frontend, "REQ", { properties: { Identity: "same" } })
  const addresses = [older, newer].map(({ socket }) => `127.0.0.1:${socket.localPort}`)
  await eventually(() => older.socket.destroyed, "the older one's end")
  newer.socket.write(message([Buffer.alloc(0), Buffer.from("Hello")]))
  expect((await newer.messageAt(0)).map(String)).toEqual(["", "Hello"])
  const [notice, ...more] = broker.notices()
  expect(more).toEqual([])
  expect(notice).toMatchObject({ kind: "taken-over", name: "same", address: addresses[0] })
  expect(notice?.text).toContain(addresses[1])
})

test("one that comes again under its routing id while its old connection ends is no clash", async () => {
  await using broker = await BrokerFixture.start()
  echoWorker(broker)
  for (let opened = 0; opened < 50; opened += 1) {
    const client = reqClient(broker, "same")
    expect(String(await ask(client, `${opened}`))).toBe(`${opened}`)
    client.close()
  }
  expect((await broker.settled()).totals).toMatchObject({ received: 50, returned: 50 })
  expect(broker.notices()).toEqual([])
})
