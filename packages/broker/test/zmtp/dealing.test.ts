import { eventually } from "@zmqscope/testkit"
import { expect, test } from "vitest"
import { BrokerFixture } from "../broker-fixture.js"
import { dealerClient, echoWorker, pipeline, receiveReplies, repWorker } from "../peers.js"

test("under 'dealer', too, a worker that drains finishes what it has and gets nothing more", async () => {
  await using broker = await BrokerFixture.start()
  const worker = repWorker(broker)
  const [{ index } = { index: -1 }] = await broker.workersJoined(1)
  const client = dealerClient(broker)
  await pipeline(client, 5)
  await eventually(() => broker.figures().totals.inFlight === 5, "five in flight")
  const drained = broker.broker.drainWorker(index)
  await pipeline(client, 2, 5)
  await eventually(() => broker.figures().totals.waiting === 2, "two that wait")
  for (let served = 0; served < 5; served += 1) await worker.send(await worker.receive())
  expect(await drained).toBe(true)
  await receiveReplies(client, 5)
  expect(broker.figures().totals).toMatchObject({ waiting: 2, inFlight: 0 })
  echoWorker(broker)
  expect(await receiveReplies(client, 2)).toEqual(["body 5", "body 6"])
})

test("another way of dealing leaves every worker connected, and what is in flight where it is", async () => {
  await using broker = await BrokerFixture.start()
  const worker = repWorker(broker, "busy")
  const { index } = await broker.workerNamed("busy")
  const client = dealerClient(broker)
  await pipeline(client, 4)
  await eventually(() => broker.figures().totals.inFlight === 4, "four in flight")
  for (const dealing of ["idle-first", "dealer", "two-choices", "dealer"] as const) {
    expect(await broker.broker.configure({ dealing })).toMatchObject({ dealing })
    expect(broker.figures().totals).toMatchObject({ inFlight: 4, lost: 0 })
  }
  for (let served = 0; served < 4; served += 1) await worker.send(await worker.receive())
  expect(await receiveReplies(client, 4)).toHaveLength(4)
  const told = broker.messages.filter((message) => message.type === "worker")
  expect(told.map(({ event, worker: { index: of } }) => [event, of])).toEqual([["joined", index]])
})
