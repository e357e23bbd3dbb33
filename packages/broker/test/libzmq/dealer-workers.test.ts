import { eventually } from "@zmqscope/testkit"
import { expect, test } from "vitest"
import { Dealer } from "zeromq"
import { BrokerFixture } from "../broker-fixture.js"
import { dealerClient, dealerWorker, pipeline, receiveReplies } from "../peers.js"

test("stale replies are counted and dropped; the client gets exactly one", async () => {
  await using broker = await BrokerFixture.start()
  const worker = dealerWorker(broker)
  const client = dealerClient(broker)
  await pipeline(client, 2)
  for (let turn = 0; turn < 2; turn += 1) {
    const [numbered, ...rest] = await worker.receive()
    if (numbered === undefined) throw new Error("a request has a number")
    await worker.send(["unknown client", ...rest])
    await worker.send(["", "no number at all"])
    await worker.send([numbered, ...rest])
    await worker.send([numbered, ...rest])
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
  const [numbered, ...rest] = await worker.receive()
  if (numbered === undefined) throw new Error("a request has a number")
  await worker.send([Buffer.concat([numbered.subarray(0, 8), Buffer.from("other")]), ...rest])
  await eventually(() => broker.figures().stale === 1, "a stale reply")
  expect((await broker.settled()).totals).toMatchObject({ received: 1, lost: 1 })
  await pipeline(other, 1, 7)
  await worker.send(await worker.receive())
  expect(await receiveReplies(other, 1)).toEqual(["body 7"])
})

test("a worker written for a plain proxy gets as many frames as that gives it, and works in any order", async () => {
  await using broker = await BrokerFixture.start()
  const worker = dealerWorker(broker)
  const client = broker.keep(new Dealer({ linger: 0, routingId: "c" }))
  client.connect(broker.frontend)
  for (const body of ["one", "two"]) await client.send(["", body])
  const [first, second] = [await worker.receive(), await worker.receive()]
  expect([first, second].map((frames) => frames.slice(1).map(String))).toEqual([
    ["", "one"],
    ["", "two"],
  ])
  for (const [routingId = "", empty = ""] of [second, first]) {
    await worker.send([routingId, empty, "done"])
  }
  expect((await client.receive()).map(String)).toEqual(["", "done"])
  expect((await client.receive()).map(String)).toEqual(["", "done"])
  expect((await broker.settled()).totals).toMatchObject({ received: 2, returned: 2 })
  expect(broker.figures().stale).toBe(0)
})
