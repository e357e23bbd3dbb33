import { NO_WORKER } from "@zmqscope/protocol"
import { eventually } from "@zmqscope/testkit"
import { randomLcg } from "d3-random"
import { expect, test } from "vitest"
import { Dealer, type Reply } from "zeromq"
import { BrokerFixture } from "./broker-fixture.js"
import { DEALINGS, OWN_DEALINGS } from "./dealings.js"
import {
  ask,
  dealerClient,
  echoWorker,
  pipeline,
  receiveReplies,
  repWorker,
  reqClient,
} from "./peers.js"

/** The most that was ever outstanding at one worker, by the records. */
function mostOutstanding(broker: BrokerFixture): number {
  const outstanding = new Map<number, Set<number>>()
  let most = 0
  for (const { kind, envelope, worker } of broker.records()) {
    if (worker === NO_WORKER) continue
    const at = outstanding.get(worker) ?? new Set<number>()
    outstanding.set(worker, at)
    if (kind === "dealt") at.add(envelope)
    else at.delete(envelope)
    most = Math.max(most, at.size)
  }
  return most
}

/** What a plain libzmq DEALER deals to whom, as numbers of workers in the order of their joining. */
async function plainDealing(workers: number, requests: number): Promise<number[]> {
  const dealer = new Dealer({ linger: 0 })
  await dealer.bind("tcp://127.0.0.1:*")
  const ends: Dealer[] = []
  const dealt: number[] = []
  try {
    for (let worker = 0; worker < workers; worker += 1) {
      const end = new Dealer({ linger: 0 })
      ends.push(end)
      end.connect(dealer.lastEndpoint ?? "")
      // Its greeting proves that it stands in the DEALER's order before the next one comes.
      await end.send("here")
      await dealer.receive()
      void (async () => {
        for await (const [request] of end) dealt[Number(String(request))] = worker
      })()
    }
    for (let request = 0; request < requests; request += 1) await dealer.send(`${request}`)
    await eventually(
      () => dealt.filter((worker) => worker !== undefined).length === requests,
      "all",
    )
    return dealt
  } finally {
    for (const socket of [...ends, dealer]) socket.close()
  }
}

test("round-robin with prefetch 1000 deals in the order of a plain DEALER", async () => {
  const [workers, requests] = [4, 203]
  await using broker = await BrokerFixture.start({
    settings: { dealing: "round-robin", prefetch: 1000 },
  })
  for (let worker = 1; worker <= workers; worker += 1) {
    repWorker(broker)
    await broker.workersJoined(worker)
  }
  await pipeline(dealerClient(broker), requests)
  await eventually(() => broker.records("dealt").length === requests, "all dealt")
  const dealt = broker.records("dealt").map(({ worker }) => worker)
  expect(dealt).toEqual(await plainDealing(workers, requests))
})

test.each(OWN_DEALINGS)("%s never exceeds prefetch while workers come and go", async (dealing) => {
  const prefetch = 3
  await using broker = await BrokerFixture.start({
    settings: { dealing, prefetch, onWorkerLoss: "requeue" },
  })
  const random = randomLcg(5)
  const workers: Reply[] = [echoWorker(broker), echoWorker(broker)]
  await broker.workersJoined(2)
  const client = dealerClient(broker)
  for (let step = 0; step < 60; step += 1) {
    await pipeline(client, 10, step * 10)
    if (random() < 0.3 && workers.length > 1) workers.pop()?.close()
    else if (random() < 0.5) workers.push(echoWorker(broker))
  }
  await eventually(() => broker.figures().totals.received === 600, "all 600 requests")
  const { totals } = await broker.settled()
  expect(totals.returned + totals.lost).toBe(600)
  expect(mostOutstanding(broker)).toBeGreaterThan(0)
  expect(mostOutstanding(broker)).toBeLessThanOrEqual(prefetch)
})

test("what exceeds prefetch waits in the broker, in order of arrival", async () => {
  await using broker = await BrokerFixture.start({
    settings: { dealing: "least-outstanding", prefetch: 2 },
  })
  const worker = repWorker(broker)
  await broker.workersJoined(1)
  await pipeline(dealerClient(broker), 10)
  await eventually(() => broker.figures().totals.received === 10, "all received")
  expect(broker.figures().totals).toMatchObject({ inFlight: 2, waiting: 8 })
  for (let served = 0; served < 10; served += 1) await worker.send(await worker.receive())
  await broker.settled()
  expect(broker.handings().map(({ envelope }) => envelope)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
})

test.each(["dealer", "round-robin"] as const)(
  "with requeue, all 20 that a killed worker had are served by others (%s)",
  async (dealing) => {
    await using broker = await BrokerFixture.start({
      settings: { dealing, prefetch: 1000, onWorkerLoss: "requeue" },
    })
    const doomed = repWorker(broker)
    const [{ index: victim } = { index: -1 }] = await broker.workersJoined(1)
    const client = dealerClient(broker)
    await pipeline(client, 20)
    await eventually(() => broker.figures().workers[0]?.outstanding === 20, "20 outstanding")
    doomed.close()
    await broker.workersJoined(0)
    echoWorker(broker)
    const bodies = await receiveReplies(client, 20)
    expect(bodies).toEqual(Array.from({ length: 20 }, (_, number) => `body ${number}`))
    const { totals, requeued } = await broker.settled()
    expect(totals).toMatchObject({ received: 20, returned: 20, lost: 0 })
    expect(requeued).toBe(20)
    expect(broker.records("requeued").every(({ worker }) => worker === victim)).toBe(true)
    expect(broker.records("returned").map(({ attempt }) => attempt)).toEqual(Array(20).fill(1))
  },
)

test("a request that kills every worker it meets is lost after 3 attempts, and named", async () => {
  await using broker = await BrokerFixture.start({
    settings: { dealing: "idle-first", onWorkerLoss: "requeue" },
  })
  await pipeline(dealerClient(broker), 1)
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const worker = repWorker(broker)
    await worker.receive()
    worker.close()
    await broker.workersJoined(0)
  }
  const { totals, requeued } = await broker.settled()
  expect(totals).toMatchObject({ received: 1, lost: 1, returned: 0 })
  expect(requeued).toBe(2)
  expect(broker.records("lost")).toMatchObject([{ envelope: 1, attempt: 2 }])
})

test("with dropAbandoned, what a client leaves behind expires instead of being served", async () => {
  await using broker = await BrokerFixture.start({ settings: { dropAbandoned: true } })
  const client = dealerClient(broker)
  await pipeline(client, 5)
  await eventually(() => broker.figures().totals.waiting === 5, "five that wait")
  client.close()
  const { totals } = await broker.settled()
  expect(totals).toMatchObject({ received: 5, expired: 5, waiting: 0 })
})

test("switching dropAbandoned on expires what was abandoned before", async () => {
  await using broker = await BrokerFixture.start()
  const [leaver, stayer] = [dealerClient(broker), dealerClient(broker)]
  await pipeline(leaver, 3)
  await pipeline(stayer, 2)
  await eventually(() => broker.figures().totals.waiting === 5, "five that wait")
  leaver.close()
  await eventually(() => broker.clients.size === 1, "a client that left")
  expect(broker.figures().totals.waiting).toBe(5)
  await broker.broker.configure({ dropAbandoned: true })
  expect(broker.figures().totals).toMatchObject({ waiting: 2, expired: 3 })
  echoWorker(broker)
  expect(await receiveReplies(stayer, 2)).toEqual(["body 0", "body 1"])
})

test("a worker that drains finishes what it has and gets nothing more", async () => {
  await using broker = await BrokerFixture.start({
    settings: { dealing: "round-robin", prefetch: 5 },
  })
  const worker = repWorker(broker)
  const [{ index } = { index: -1 }] = await broker.workersJoined(1)
  const client = dealerClient(broker)
  await pipeline(client, 7)
  await eventually(() => broker.figures().totals.inFlight === 5, "five in flight")
  const drained = broker.broker.drainWorker(index)
  for (let served = 0; served < 5; served += 1) await worker.send(await worker.receive())
  expect(await drained).toBe(true)
  await receiveReplies(client, 5)
  expect(broker.figures().totals).toMatchObject({ waiting: 2, inFlight: 0 })
  expect(broker.workers.has(index)).toBe(true)
})

test("a worker that leaves before it has drained is told from one that has", async () => {
  await using broker = await BrokerFixture.start({ settings: { dealing: "round-robin" } })
  repWorker(broker)
  const [{ index } = { index: -1 }] = await broker.workersJoined(1)
  await pipeline(dealerClient(broker), 1)
  await eventually(() => broker.figures().totals.inFlight === 1, "one in flight")
  const drained = broker.broker.drainWorker(index)
  broker.broker.disconnectWorker(index)
  expect(await drained).toBe(false)
  expect(broker.figures().totals).toMatchObject({ lost: 1 })
})

test("nobody drains who is not there", async () => {
  await using broker = await BrokerFixture.start()
  await expect(broker.broker.drainWorker(99)).rejects.toMatchObject({ code: "unknown-worker" })
})

test("a switch under a load that drains in time loses nothing", async () => {
  await using broker = await BrokerFixture.start()
  echoWorker(broker)
  echoWorker(broker)
  await broker.workersJoined(2)
  const client = reqClient(broker)
  const asked = (async () => {
    for (let number = 0; number < 200; number += 1) {
      expect(String(await ask(client, `${number}`))).toBe(`${number}`)
    }
  })()
  for (const dealing of DEALINGS.toReversed()) {
    expect(await broker.broker.configure({ dealing })).toMatchObject({ dealing })
  }
  await asked
  expect((await broker.settled()).totals).toMatchObject({ received: 200, returned: 200, lost: 0 })
})

test("a switch past its deadline loses nothing with requeue", async () => {
  await using broker = await BrokerFixture.start({ settings: { onWorkerLoss: "requeue" } })
  const stuck = repWorker(broker)
  await broker.workersJoined(1)
  const client = dealerClient(broker)
  await pipeline(client, 4)
  await eventually(() => broker.figures().totals.inFlight === 4, "four in flight")
  await broker.broker.configure({ dealing: "idle-first" })
  stuck.close()
  echoWorker(broker)
  expect(await receiveReplies(client, 4)).toHaveLength(4)
  expect((await broker.settled()).totals).toMatchObject({ returned: 4, lost: 0 })
})
