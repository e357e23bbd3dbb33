import { eventually } from "@zmqscope/testkit"
import { expect, test } from "vitest"
import { BrokerFixture } from "./broker-fixture.js"
import { ENGINE_HAS } from "./engine.js"
import { ask, dealerClient, echoWorker, pipeline, repWorker, reqClient } from "./peers.js"

test("who comes back while what it sent before is unread is answered, and its old requests end", async () => {
  const limits = { waitingCount: 10 }
  await using broker = await BrokerFixture.start({ limits })
  const before = dealerClient(broker, "returning")
  await pipeline(before, 500)
  await eventually(() => broker.figures().totals.waiting >= limits.waitingCount, "a full waiting")
  before.close()
  const after = reqClient(broker, "returning")
  const answered = ask(after, "and now?")
  echoWorker(broker)
  expect(String(await answered)).toBe("and now?")
  const { totals } = await broker.settled()
  expect(totals.returned).toBe(1)
  expect(totals.undeliverable).toBe(totals.received - 1)
})

test("of two live clients with one routing id the newer is served, and the leaving of the older changes nothing", async () => {
  await using broker = await BrokerFixture.start()
  echoWorker(broker)
  const older = reqClient(broker, "checkout")
  expect(String(await ask(older, "first"))).toBe("first")
  const newer = reqClient(broker, "checkout")
  expect(String(await ask(newer, "second"))).toBe("second")
  older.close()
  expect(String(await ask(newer, "third"))).toBe("third")
  if (ENGINE_HAS.knowsAddresses) expect(broker.clients.size).toBe(1)
})

test("a retry under a fixed routing id gets the reply to what it asked, and the late one is undeliverable", async () => {
  await using broker = await BrokerFixture.start()
  const worker = repWorker(broker)
  const first = reqClient(broker, "pirate")
  await first.send("first")
  const late = await worker.receive()
  first.close()
  const second = reqClient(broker, "pirate")
  await second.send("second")
  await eventually(() => broker.figures().totals.received === 2, "the second request")
  await worker.send(late)
  await worker.send(await worker.receive())
  expect(String(await second.receive())).toBe("second")
  expect((await broker.settled()).totals).toMatchObject({ returned: 1, undeliverable: 1 })
})
