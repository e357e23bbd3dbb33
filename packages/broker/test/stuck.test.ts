import { type Cause, NO_WORKER } from "@zmqscope/protocol"
import { eventually } from "@zmqscope/testkit"
import { expect, test } from "vitest"
import { BrokerFixture } from "./broker-fixture.js"
import { DEALINGS } from "./dealings.js"
import { dealerClient } from "./peers.js"
import { RawPeer } from "./raw-peer.js"

/** A worker that has stopped reading, with more on its way than any system holds for it. */
async function stuckWorker(broker: BrokerFixture): Promise<RawPeer> {
  const stuck = await RawPeer.connect(broker.backend, "REP", { properties: { "X-Name": "stuck" } })
  await broker.workerNamed("stuck")
  stuck.socket.pause()
  await dealerClient(broker).send(["", Buffer.alloc(20_000_000)])
  await eventually(() => broker.figures().totals.inFlight === 1, "one in flight")
  return stuck
}

/** libzmq's DEALER does not tell whose pipe a request was in that it had not begun to send. */
function expectCause(broker: BrokerFixture, cause: Cause): void {
  const [lost] = broker.records("lost")
  expect(lost?.cause).toBe(lost?.worker === NO_WORKER ? "left" : cause)
}

test.each(DEALINGS)(
  "a worker that reads nothing can be disconnected at once (%s)",
  async (dealing) => {
    await using broker = await BrokerFixture.start({ settings: { dealing } })
    using _stuck = await stuckWorker(broker)
    broker.broker.disconnectWorker(0)
    expect((await broker.settled()).totals).toMatchObject({ received: 1, lost: 1 })
    expectCause(broker, "disconnected")
    expect(broker.workers.size).toBe(0)
  },
)

test("a broker stops although a worker reads nothing", async () => {
  await using broker = await BrokerFixture.start()
  using _stuck = await stuckWorker(broker)
  await broker.broker.stop(0)
  broker.read()
  expect(broker.workers.size).toBe(0)
})

test("a worker that stops reading is cut, however much stands unsent, and that is told", async () => {
  await using broker = await BrokerFixture.start()
  using _stuck = await stuckWorker(broker)
  await eventually(() => broker.workers.size === 0, "its end")
  expect((await broker.settled()).totals).toMatchObject({ received: 1, lost: 1 })
  expectCause(broker, "stalled")
  expect(broker.notices()).toMatchObject([{ kind: "silent", name: "stuck" }])
})

test("one that reads slowly is not, though what stands for it takes long", async () => {
  await using broker = await BrokerFixture.start()
  using slow = await stuckWorker(broker)
  using stuck = await RawPeer.connect(broker.backend, "REP", { properties: { "X-Name": "deaf" } })
  stuck.socket.pause()
  const { index } = await broker.workerNamed("deaf")
  // One to each of them.
  const client = dealerClient(broker)
  for (let count = 0; count < 2; count += 1) await client.send(["", Buffer.alloc(20_000_000)])
  // It takes a little now and then, and never all, until the other is found.
  while (broker.workers.has(index)) {
    slow.socket.resume()
    await new Promise((resolve) => slow.socket.once("data", resolve))
    slow.socket.pause()
    await new Promise((resolve) => setTimeout(resolve, 100))
    broker.read()
  }
  expect([...broker.workers.values()].map(({ name }) => name)).toEqual(["stuck"])
  expect(broker.figures().workers[0]?.outstanding).toBeGreaterThan(0)
  expect(broker.notices()).toMatchObject([{ kind: "silent", name: "deaf" }])
  expect(broker.notices()[0]?.text).toContain("15 s")
})
