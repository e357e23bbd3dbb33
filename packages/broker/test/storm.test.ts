import { setImmediate as turn } from "node:timers/promises"
import { greeting } from "@zmqscope/testkit"
import { randomLcg } from "d3-random"
import { expect, test } from "vitest"
import type { Dealer, Reply } from "zeromq"
import { BrokerFixture } from "./broker-fixture.js"
import { ask, dealerClient, echoWorker, repWorker, reqClient } from "./peers.js"
import { pick } from "./pick.js"
import { connectPlain } from "./zmtp-peer.js"

const STEPS = 400
const WAYS = ["random", "dealer", "two-choices", "idle-first", "dealer", "round-robin"] as const

test.each([1, 2, 3])(
  "a storm of peers, seed %i: every figure holds at every step",
  async (seed) => {
    await using broker = await BrokerFixture.start()
    const random = randomLcg(seed)
    const clients = new Set<Dealer>()
    const workers = new Set<Reply>()
    for (let step = 0; step < STEPS; step += 1) {
      await take(broker, clients, workers, random)
      await turn()
      // The fixture holds every checkpoint against the fold.
      broker.figures()
    }
    await broker.broker.configure({ paused: false })
    for (const worker of workers) worker.close()
    await broker.workersJoined(0)
    echoWorker(broker, "last")
    const { totals } = await broker.settled()
    expect(broker.faults).toEqual([])
    expect(broker.checkpoints).toBeGreaterThan(STEPS)
    expect(broker.missed).toBe(0)
    expect(totals.returned).toBeGreaterThan(0)
    expect(totals.lost).toBeGreaterThan(0)
    expect(totals.undeliverable).toBeGreaterThan(0)
    expect(totals.rejected).toBeGreaterThan(0)
  },
)

test.each([5, 6])("a storm through every way of dealing, seed %i", async (seed) => {
  await using broker = await BrokerFixture.start({ settings: { onWorkerLoss: "requeue" } })
  const random = randomLcg(seed)
  const clients = new Set<Dealer>()
  const workers = new Set<Reply>()
  for (const dealing of WAYS) {
    const settings = { dealing, prefetch: 3, dropAbandoned: random() < 0.7, paused: false }
    const switched = broker.broker.configure(settings)
    for (let step = 0; step < 60; step += 1) {
      await take(broker, clients, workers, random)
      await turn()
      broker.figures()
    }
    expect(await switched).toMatchObject({ dealing })
  }
  await broker.broker.configure({ paused: false })
  for (const worker of workers) worker.close()
  echoWorker(broker, "last")
  const { totals, requeued } = await broker.settled()
  expect(broker.faults).toEqual([])
  expect(broker.missed).toBe(0)
  expect(totals.returned).toBeGreaterThan(0)
  expect(requeued).toBeGreaterThan(0)
  expect(totals.expired).toBeGreaterThan(0)
})

test("a reader of the tap that stalls gets a gap, and figures that hold after it", async () => {
  await using broker = await BrokerFixture.start({ limits: { tapBytes: 2000 } })
  const random = randomLcg(4)
  const clients = new Set<Dealer>()
  const workers = new Set<Reply>()
  broker.isStalled = true
  for (let step = 0; step < 100; step += 1) await take(broker, clients, workers, random)
  // What still goes to one of the storm's workers is served by the last.
  await broker.broker.configure({ paused: false, onWorkerLoss: "requeue" })
  for (const worker of workers) worker.close()
  echoWorker(broker, "last")
  // More records than the tap holds, however late the storm's peers connected.
  const client = reqClient(broker)
  for (let asked = 0; asked < 20; asked += 1) await ask(client, "Hello")
  broker.read()
  broker.isStalled = false
  await broker.settled()
  expect(broker.missed).toBeGreaterThan(0)
  expect(broker.faults).toEqual([])
})

/** One random thing that peers do. */
async function take(
  broker: BrokerFixture,
  clients: Set<Dealer>,
  workers: Set<Reply>,
  random: () => number,
): Promise<void> {
  const draw = random()
  const client = pick(clients, random)
  if (draw < 0.08 && clients.size < 8) clients.add(swallowing(dealerClient(broker)))
  else if (draw < 0.11 && client) remove(clients, client)
  else if (draw < 0.2 && workers.size < 6) {
    workers.add(random() < 0.7 ? echoWorker(broker) : repWorker(broker, "never answers"))
  } else if (draw < 0.26) remove(workers, pick(workers, random))
  else if (draw < 0.3) await broker.broker.configure({ paused: random() < 0.3 })
  else if (draw < 0.32) (await connectPlain(broker.backend)).end(greeting())
  else if (draw < 0.35) await client?.send(["no delimiter"])
  else for (let count = random() * 20; count > 0; count -= 1) await client?.send(["id", "", "body"])
}

function remove<S extends Dealer | Reply>(peers: Set<S>, peer: S | undefined): void {
  if (peer === undefined) return
  peers.delete(peer)
  peer.close()
}

/** Reads and forgets what comes. */
function swallowing(client: Dealer): Dealer {
  void (async () => {
    try {
      for await (const _reply of client);
    } catch (error) {
      if (!client.closed) throw error
    }
  })()
  return client
}
