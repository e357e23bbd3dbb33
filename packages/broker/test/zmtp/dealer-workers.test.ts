import { eventually } from "@zmqscope/testkit"
import { expect, test } from "vitest"
import { BrokerFixture } from "../broker-fixture.js"
import { dealerClient, dealerWorker, pipeline, receiveReplies } from "../peers.js"

test("a DEALER worker gets what a plain proxy would send it, not a frame more", async () => {
  await using broker = await BrokerFixture.start()
  const worker = dealerWorker(broker)
  await broker.workersJoined(1)
  const client = dealerClient(broker, "asker")
  await client.send(["7", "", "Hello", "you"])
  expect((await worker.receive()).map(String)).toEqual(["asker", "7", "", "Hello", "you"])
  await client.send(["", "Hello"])
  expect((await worker.receive()).map(String)).toEqual(["asker", "", "Hello"])
})

test("stale replies are counted and dropped; the client gets exactly one", async () => {
  await using broker = await BrokerFixture.start()
  const worker = dealerWorker(broker)
  const client = dealerClient(broker)
  await pipeline(client, 2)
  for (let turn = 0; turn < 2; turn += 1) {
    const request = await worker.receive()
    await worker.send(["unknown!", ...request.slice(1)])
    await worker.send(["no client and no delimiter"])
    await worker.send(request)
    // A second reply to a request that has had one is not the other's, which is still here.
    await worker.send(request)
  }
  expect(await receiveReplies(client, 2)).toEqual(["body 0", "body 1"])
  await eventually(() => broker.figures().stale === 6, "6 stale replies")
  await pipeline(client, 1, 2)
  await worker.send(await worker.receive())
  expect(await receiveReplies(client, 1)).toEqual(["body 2"])
  const { totals, workers } = await broker.settled()
  expect(totals).toMatchObject({ received: 3, returned: 3 })
  expect(workers).toMatchObject([{ served: 3, outstanding: 0 }])
  expect(broker.notices().filter(({ kind }) => kind === "malformed-reply")).toHaveLength(6)
})

test("a reply that names another client than the request's is stale; the right one still comes", async () => {
  await using broker = await BrokerFixture.start()
  const worker = dealerWorker(broker)
  const [asker, other] = [dealerClient(broker, "asker"), dealerClient(broker, "other")]
  await eventually(() => broker.clients.size === 2, "two clients")
  await pipeline(asker, 1)
  const [routingId, ...rest] = await worker.receive()
  await worker.send(["other", ...rest])
  await eventually(() => broker.figures().stale === 1, "a stale reply")
  expect(broker.figures().totals).toMatchObject({ received: 1, inFlight: 1 })
  await worker.send([routingId ?? "", ...rest])
  expect(await receiveReplies(asker, 1)).toEqual(["body 0"])
  await pipeline(other, 1, 7)
  await worker.send(await worker.receive())
  expect(await receiveReplies(other, 1)).toEqual(["body 7"])
})

test("replies out of order each end their own request", async () => {
  await using broker = await BrokerFixture.start()
  const worker = dealerWorker(broker)
  const [one, two] = [dealerClient(broker), dealerClient(broker)]
  await pipeline(one, 3)
  await pipeline(two, 3, 10)
  const requests: Buffer[][] = []
  while (requests.length < 6) requests.push(await worker.receive())
  for (const request of requests.toReversed()) await worker.send(request)
  expect(await receiveReplies(one, 3)).toEqual(["body 2", "body 1", "body 0"])
  expect(await receiveReplies(two, 3)).toEqual(["body 12", "body 11", "body 10"])
  expect((await broker.settled()).totals).toMatchObject({ received: 6, returned: 6 })
})

test("a reply that names nobody is to the one request that is there", async () => {
  await using broker = await BrokerFixture.start()
  const worker = dealerWorker(broker)
  const client = dealerClient(broker)
  await client.send(["", "Hello"])
  await worker.receive()
  await worker.send(["", "World"])
  const { totals } = await broker.settled()
  // It cannot be sent as it is: it lacks its client.
  expect(totals).toMatchObject({ received: 1, lost: 1 })
})
