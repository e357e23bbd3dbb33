import { expect, test } from "vitest"
import { BrokerFixture } from "./broker-fixture.js"
import { DEALINGS } from "./dealings.js"
import { ask, dealerClient, dealerWorker, echoWorker, reqClient } from "./peers.js"

test.each(DEALINGS)(
  "a reply that no REQ can read is refused, its request lost, and that is told (%s)",
  async (dealing) => {
    await using broker = await BrokerFixture.start({ settings: { dealing } })
    const worker = dealerWorker(broker)
    const client = reqClient(broker, "asker")
    await client.send("Hello")
    const request = await worker.receive()
    const place = request.findIndex((frame) => String(frame).endsWith("asker"))
    // The delimiter is left out.
    await worker.send([...request.slice(0, place + 1), "World"])
    expect((await broker.settled()).totals).toMatchObject({ received: 1, lost: 1, returned: 0 })
    expect(broker.notices()).toMatchObject([{ kind: "malformed-reply", side: "backend" }])
    worker.close()
    await broker.workersJoined(0)
    // Its connection stands: libzmq would have dropped it for what it cannot read.
    const other = reqClient(broker)
    echoWorker(broker)
    expect(String(await ask(other, "Hello"))).toBe("Hello")
    expect(broker.clients.size).toBe(2)
  },
)

test("a second reply of the right form is stale, and takes nothing of the client's next request", async () => {
  await using broker = await BrokerFixture.start()
  const worker = dealerWorker(broker)
  const client = dealerClient(broker)
  await client.send(["1", "", "one"])
  await client.send(["2", "", "two"])
  const [first, second] = [await worker.receive(), await worker.receive()]
  for (const reply of [first, first, second]) await worker.send(reply)
  expect((await client.receive()).map(String)).toEqual(["1", "", "one"])
  expect((await client.receive()).map(String)).toEqual(["2", "", "two"])
  const { totals, stale } = await broker.settled()
  expect(totals).toMatchObject({ received: 2, returned: 2, lost: 0 })
  expect(stale).toBe(1)
})
