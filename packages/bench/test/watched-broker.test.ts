import { DEFAULT_SETTINGS } from "@zmqscope/broker"
import { eventually } from "@zmqscope/testkit"
import { expect, it, onTestFinished } from "vitest"
import { Reply, Request } from "zeromq"
import { WatchedBroker } from "../src/watched-broker.js"

it("starts a broker, folds what passes through it, and ends it", async () => {
  await using broker = await WatchedBroker.start(DEFAULT_SETTINGS, 1)
  const worker = new Reply({ linger: 0 })
  const client = new Request({ linger: 0 })
  onTestFinished(() => {
    worker.close()
    client.close()
  })
  worker.connect(broker.hello.backend)
  client.connect(broker.hello.frontend)
  await client.send("Hello")
  await worker.send(await worker.receive())
  expect((await client.receive()).map(String)).toEqual(["Hello"])
  await eventually(() => broker.fold.totals.returned === 1, "the request in the fold")
})

it("tells why a broker could not start", async () => {
  await using first = await WatchedBroker.start(DEFAULT_SETTINGS, 1)
  const frontendPort = Number(new URL(first.hello.frontend).port)
  const second = WatchedBroker.start(DEFAULT_SETTINGS, 1, frontendPort)
  await expect(second).rejects.toThrow(/could not start.*EADDRINUSE/)
})
