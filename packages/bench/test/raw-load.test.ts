import { eventually, startPlainProxy } from "@zmqscope/testkit"
import { type Message, Outboxes } from "@zmqscope/zmtp"
import { expect, it } from "vitest"
import { RawClients } from "../src/raw/raw-clients.js"
import { RawPeer } from "../src/raw/raw-peer.js"
import { RoundTrips } from "../src/raw/round-trips.js"

it.each([5, 200_000])("makes round trips of %i bytes through libzmq's sockets", async (bytes) => {
  await using proxy = await startPlainProxy()
  const outboxes = new Outboxes()
  const worker: RawPeer = new RawPeer(proxy.backend, "REP", outboxes, (message: Message) =>
    worker.send(message.parts),
  )
  await worker.ready
  const roundTrips = new RoundTrips()
  roundTrips.begin(performance.now())
  const clients = new RawClients(bytes, roundTrips)
  await clients.connect(proxy.frontend, 3, outboxes)
  clients.startLockStep()
  await eventually(() => roundTrips.figures(performance.now()).roundTrips >= 60, "60 round trips")
  clients.stop()
  await eventually(() => clients.waiting === 0, "the replies that are due")
  const figures = roundTrips.figures(performance.now())
  expect(figures.asked).toBe(figures.roundTrips)
  expect(figures.p99Us).toBeGreaterThanOrEqual(figures.p50Us)
  await clients.leave()
  await worker.leave()
})

it("asks at a pace, one client after the other", async () => {
  await using proxy = await startPlainProxy()
  const outboxes = new Outboxes()
  const roundTrips = new RoundTrips()
  const clients = new RawClients(5, roundTrips)
  await clients.connect(proxy.frontend, 2, outboxes)
  clients.startPaced(1000)
  // Without a worker each waits for its first reply, and is passed by.
  await eventually(() => roundTrips.skipped > 2, "requests that were not made")
  expect(roundTrips.asked).toBe(2)
  expect(clients.waiting).toBe(2)
  clients.stop()
  await clients.leave()
})
