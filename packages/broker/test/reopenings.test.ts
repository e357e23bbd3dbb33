import { expect, test } from "vitest"
import { BrokerFixture } from "./broker-fixture.js"
import { DEALINGS } from "./dealings.js"
import { ask, dealerClient, echoWorker, reqClient } from "./peers.js"

const REOPENINGS = 100

test.each(DEALINGS)(
  "a client that comes again and again under one routing id, beside other traffic, is always answered (%s)",
  async (dealing) => {
    await using broker = await BrokerFixture.start({ settings: { dealing } })
    for (let count = 0; count < 2; count += 1) echoWorker(broker)
    const over = new AbortController()
    const loaded = Array.from({ length: 2 }, async () => {
      const client = dealerClient(broker)
      for (let window = 0; window < 20; window += 1) await client.send(["", "load"])
      let answered = 0
      for (; !over.signal.aborted; answered += 1) await client.send(await client.receive())
      return answered
    })
    for (let opened = 0; opened < REOPENINGS; opened += 1) {
      const client = reqClient(broker, "same")
      expect(String(await ask(client, `${opened}`))).toBe(`${opened}`)
      client.close()
    }
    over.abort()
    for (const answered of await Promise.all(loaded)) expect(answered).toBeGreaterThan(0)
  },
)
