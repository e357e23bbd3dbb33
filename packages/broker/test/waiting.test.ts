import { eventually, greeting, ready } from "@zmqscope/testkit"
import { expect, test } from "vitest"
import { BrokerFixture } from "./broker-fixture.js"
import { dealerClient, echoWorker, pipeline, receiveReplies, repWorker } from "./peers.js"
import { connectPlain } from "./zmtp-peer.js"

test("with no worker, requests wait, and are served in order when one comes", async () => {
  await using broker = await BrokerFixture.start()
  const client = dealerClient(broker)
  await pipeline(client, 50)
  await eventually(() => broker.figures().totals.waiting === 50, "50 that wait")
  expect(broker.figures().totals).toMatchObject({ received: 50, inFlight: 0 })
  echoWorker(broker)
  const bodies = Array.from({ length: 50 }, (_, number) => `body ${number}`)
  expect(await receiveReplies(client, 50)).toEqual(bodies)
  expect((await broker.settled()).totals).toMatchObject({ received: 50, returned: 50 })
})

test("when the last worker goes, what comes later waits for the next", async () => {
  await using broker = await BrokerFixture.start()
  const worker = echoWorker(broker)
  const client = dealerClient(broker)
  await pipeline(client, 1)
  await receiveReplies(client, 1)
  worker.close()
  await broker.workersJoined(0)
  await pipeline(client, 5, 1)
  await eventually(() => broker.figures().totals.received === 6, "all received")
  expect(broker.figures().totals).toMatchObject({ lost: 0, returned: 1 })
  echoWorker(broker)
  await receiveReplies(client, 5)
  expect((await broker.settled()).totals).toMatchObject({ returned: 6, lost: 0 })
})

test.each([
  { what: "count", limits: { waitingCount: 10 } },
  // A request of 1,000 bytes costs from 1,900 to 2,100 to hold.
  { what: "bytes", limits: { requestBytes: 19_000 } },
])("waiting is bounded by $what; clients are held back and all are served", async ({ limits }) => {
  await using broker = await BrokerFixture.start({ limits })
  const client = dealerClient(broker)
  const sent = (async () => {
    for (let number = 0; number < 3000; number += 1) await client.send(["", Buffer.alloc(1000)])
  })()
  await eventually(() => broker.figures().totals.received === 10, "waiting that is full")
  echoWorker(broker)
  await sent
  for (let reply = 0; reply < 3000; reply += 1) await client.receive()
  expect((await broker.settled()).totals).toMatchObject({ received: 3000, returned: 3000 })
  expect(deepestWaiting(broker)).toBeLessThanOrEqual(10)
})

test("bytes are bounded in flight, too: a worker that never replies does not fill the memory", async () => {
  await using broker = await BrokerFixture.start({ limits: { requestBytes: 105_000 } })
  const worker = repWorker(broker, "never answers")
  await broker.workersJoined(1)
  const client = dealerClient(broker)
  const sent = (async () => {
    for (let number = 0; number < 900; number += 1) await client.send(["", Buffer.alloc(10_000)])
  })()
  await eventually(() => broker.figures().totals.inFlight === 10, "10 in flight")
  expect(broker.figures().totals).toMatchObject({ received: 10, waiting: 0 })
  worker.close()
  echoWorker(broker)
  await sent
  await eventually(() => broker.figures().totals.received === 900, "all received")
  expect((await broker.settled()).totals).toMatchObject({ returned: 890, lost: 10 })
})

test("clients that are held back for long are not taken for dead", async () => {
  await using broker = await BrokerFixture.start({
    limits: { waitingCount: 100 },
    settings: { paused: true },
  })
  const client = dealerClient(broker)
  const count = 5000
  const sent = pipeline(client, count)
  await eventually(() => broker.figures().totals.waiting === 100, "waiting that is full")
  // A worker that says nothing is found dead by then.
  const silent = await connectPlain(broker.backend)
  silent.write(Buffer.concat([greeting(), ready({ "Socket-Type": "REP", "X-Name": "silent" })]))
  await broker.workerNamed("silent")
  await broker.workersJoined(0)
  expect(broker.clients.size).toBe(1)
  echoWorker(broker)
  await broker.broker.configure({ paused: false })
  await sent
  expect(await receiveReplies(client, count)).toHaveLength(count)
  expect((await broker.settled()).totals).toMatchObject({ received: count, returned: count })
})

test("with waiting full the ROUTER is not read: clients cannot send without end", async () => {
  await using broker = await BrokerFixture.start({ limits: { waitingCount: 10 } })
  const client = dealerClient(broker)
  client.sendTimeout = 1000
  const body = Buffer.alloc(100_000)
  const sendWithoutEnd = async () => {
    for (;;) await client.send(["", body])
  }
  await expect(sendWithoutEnd()).rejects.toMatchObject({ code: "EAGAIN" })
  expect(broker.figures().totals).toMatchObject({ received: 10, waiting: 10 })
})

test("pausing stops the dealing, not the reading; resuming deals what waits", async () => {
  await using broker = await BrokerFixture.start()
  echoWorker(broker)
  await broker.workersJoined(1)
  expect(await broker.broker.configure({ paused: true })).toMatchObject({ paused: true })
  const client = dealerClient(broker)
  await pipeline(client, 20)
  await eventually(() => broker.figures().totals.waiting === 20, "20 that wait")
  expect(broker.handings()).toEqual([])
  expect(broker.figures().settings.paused).toBe(true)
  await broker.broker.configure({ paused: false })
  await receiveReplies(client, 20)
  expect((await broker.settled()).totals).toMatchObject({ returned: 20 })
})

test("pausing lets what is at a worker come back", async () => {
  await using broker = await BrokerFixture.start()
  const worker = repWorker(broker)
  const client = dealerClient(broker)
  await pipeline(client, 1)
  const body = await worker.receive()
  await broker.broker.configure({ paused: true })
  await worker.send(body)
  expect(await receiveReplies(client, 1)).toEqual(["body 0"])
})

test("a broker that starts paused deals nothing", async () => {
  await using broker = await BrokerFixture.start({ settings: { paused: true } })
  echoWorker(broker)
  await broker.workersJoined(1)
  const client = dealerClient(broker)
  await pipeline(client, 3)
  await eventually(() => broker.figures().totals.waiting === 3, "3 that wait")
  expect(broker.handings()).toEqual([])
  await broker.broker.configure({ paused: false })
  await receiveReplies(client, 3)
})

/** The most requests that waited at once, over all records. */
function deepestWaiting(broker: BrokerFixture): number {
  let depth = 0
  let deepest = 0
  const left = new Set(broker.handings())
  for (const record of broker.records()) {
    if (record.kind === "received") depth += 1
    else if (left.has(record)) depth -= 1
    deepest = Math.max(deepest, depth)
  }
  return deepest
}
