import { eventually } from "@zmqscope/testkit"
import { expect, test } from "vitest"
import { BrokerFixture } from "../broker-fixture.js"
import { dealerClient, dealerWorker, pipeline, receiveReplies, reqClient } from "../peers.js"

test("stale replies are counted and dropped; the client gets exactly one", async () => {
  await using broker = await BrokerFixture.start()
  const worker = dealerWorker(broker)
  const client = dealerClient(broker)
  await pipeline(client, 2)
  for (let turn = 0; turn < 2; turn += 1) {
    const [number, ...rest] = await worker.receive()
    if (number === undefined) throw new Error("a request has a number")
    await worker.send(["unknown!", ...rest])
    await worker.send(["", "no number at all"])
    await worker.send([number, ...rest])
    await worker.send([number, ...rest])
  }
  expect(await receiveReplies(client, 2)).toEqual(["body 0", "body 1"])
  await eventually(() => broker.figures().stale === 6, "6 stale replies")
  await pipeline(client, 1, 2)
  await worker.send(await worker.receive())
  expect(await receiveReplies(client, 1)).toEqual(["body 2"])
  const { totals, workers } = await broker.settled()
  expect(totals).toMatchObject({ received: 3, returned: 3 })
  expect(workers).toMatchObject([{ served: 3, outstanding: 0 }])
})

test("a reply that names another client than the request's is stale, and the request lost", async () => {
  await using broker = await BrokerFixture.start()
  const worker = dealerWorker(broker)
  const [asker, other] = [dealerClient(broker, "asker"), dealerClient(broker, "other")]
  await eventually(() => broker.clients.size === 2, "two clients")
  await pipeline(asker, 1)
  const [number, , ...rest] = await worker.receive()
  if (number === undefined) throw new Error("a request has a number")
  await worker.send([number, "other", ...rest])
  await eventually(() => broker.figures().stale === 1, "a stale reply")
  expect((await broker.settled()).totals).toMatchObject({ received: 1, lost: 1 })
  await pipeline(other, 1, 7)
  await worker.send(await worker.receive())
  expect(await receiveReplies(other, 1)).toEqual(["body 7"])
})

test("a reply without its number ends the one request of its client that is there", async () => {
  await using broker = await BrokerFixture.start()
  const worker = dealerWorker(broker)
  await broker.workersJoined(1)
  const client = reqClient(broker)
  await client.send("Hello")
  const [, ...withoutNumber] = await worker.receive()
  await worker.send(withoutNumber)
  expect(String(await client.receive())).toBe("Hello")
  expect((await broker.settled()).totals).toMatchObject({ received: 1, returned: 1 })
})
