import { eventually } from "@zmqscope/testkit"
import { expect, test } from "vitest"
import { BrokerFixture } from "../broker-fixture.js"
import { dealerClient, dealerWorker, pipeline, receiveReplies } from "../peers.js"

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

test("a worker that leaves out the number is understood where its client has one request there", async () => {
  await using broker = await BrokerFixture.start()
  const worker = dealerWorker(broker)
  const [one, two] = [dealerClient(broker), dealerClient(broker)]
  await pipeline(one, 1)
  await pipeline(two, 1, 10)
  for (let turn = 0; turn < 2; turn += 1) {
    const [, ...envelope] = await worker.receive()
    await worker.send(envelope)
  }
  expect(await receiveReplies(one, 1)).toEqual(["body 0"])
  expect(await receiveReplies(two, 1)).toEqual(["body 10"])
  expect((await broker.settled()).totals).toMatchObject({ received: 2, returned: 2 })
  expect(broker.figures().stale).toBe(0)
})

test("and where its client has several nobody can tell: the reply is stale", async () => {
  await using broker = await BrokerFixture.start()
  const worker = dealerWorker(broker)
  const client = dealerClient(broker)
  await pipeline(client, 2)
  const [first, second] = [await worker.receive(), await worker.receive()]
  await worker.send(first.slice(1))
  await eventually(() => broker.figures().stale === 1, "a stale reply")
  await worker.send(first)
  await worker.send(second)
  expect(await receiveReplies(client, 2)).toEqual(["body 0", "body 1"])
})
