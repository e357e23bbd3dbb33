import { eventually } from "@zmqscope/testkit"
import { expect, test } from "vitest"
import { BrokerFixture } from "./broker-fixture.js"
import { ask, dealerWorker, echoWorker, reqClient } from "./peers.js"

test("a reply that no REQ can read is refused and told of, its request is lost, and its client stays connected", async () => {
  await using broker = await BrokerFixture.start()
  const worker = dealerWorker(broker)
  await broker.workersJoined(1)
  const client = reqClient(broker, "reader")
  await client.send("question")
  const request = await worker.receive()
  const delimiter = request.findIndex(({ length }) => length === 0)
  await worker.send([...request.slice(0, delimiter), "an answer without the delimiter"])
  const { totals } = await broker.settled()
  expect(totals).toMatchObject({ received: 1, lost: 1, returned: 0 })
  expect(broker.notices()).toMatchObject([{ kind: "malformed-reply", side: "backend" }])
  expect([...broker.clients.values()]).toMatchObject([{ name: "reader" }])
  worker.close()
  await eventually(() => broker.workers.size === 0, "the worker's leave")
  echoWorker(broker)
  expect(String(await ask(reqClient(broker), "another"))).toBe("another")
  expect(broker.clients.size).toBe(2)
})
