import { expect, test } from "vitest"
import { BrokerFixture } from "../broker-fixture.js"
import { echoWorker } from "../peers.js"

test("under 'dealer' a drain is refused, since libzmq deals, and says what to do", async () => {
  await using broker = await BrokerFixture.start()
  echoWorker(broker)
  const [{ index } = { index: -1 }] = await broker.workersJoined(1)
  await expect(broker.broker.drainWorker(index)).rejects.toMatchObject({
    code: "cannot-drain",
    message: expect.stringContaining("choose another dealing first"),
  })
})
