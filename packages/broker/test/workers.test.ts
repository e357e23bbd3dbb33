import { eventually, spawnPython } from "@zmqscope/testkit"
import { describe, expect, test } from "vitest"
import { type Dealer, Request } from "zeromq"
import { HEARTBEAT } from "../src/heartbeat.js"
import { BrokerFixture } from "./broker-fixture.js"
import {
  ask,
  dealerClient,
  dealerWorker,
  echoWorker,
  pipeline,
  receiveReplies,
  repWorker,
  reqClient,
} from "./peers.js"
import { greeting, ready } from "./zmtp-bytes.js"
import { connectPlain } from "./zmtp-peer.js"

describe("a worker is named", () => {
  test("by X-Name, and two of one name are kept apart", async () => {
    await using broker = await BrokerFixture.start()
    echoWorker(broker, "same")
    await broker.workersJoined(1)
    echoWorker(broker, "same")
    const workers = await broker.workersJoined(2)
    expect(workers.map((worker) => [worker.index, worker.name])).toEqual([
      [0, "same"],
      [1, "same~2"],
    ])
  })

  test("by the first 255 characters of it", async () => {
    await using broker = await BrokerFixture.start()
    echoWorker(broker, "🦓".repeat(300))
    const [worker] = await broker.workersJoined(1)
    expect(worker?.name).toBe("🦓".repeat(255))
  })

  test("by its socket type and port otherwise", async () => {
    await using broker = await BrokerFixture.start()
    dealerWorker(broker)
    const [worker] = await broker.workersJoined(1)
    const port = worker?.address.split(":").at(-1)
    expect(worker).toMatchObject({ socketType: "DEALER", name: `dealer-${port}` })
  })
})

test("a REQ socket at the backend port is never a worker", async () => {
  await using broker = await BrokerFixture.start()
  const stray = broker.keep(new Request({ linger: 0 }))
  stray.connect(broker.backend)
  const refused = new Promise((resolve) => stray.events.on("handshake:error:protocol", resolve))
  const failed = new Promise((resolve) => stray.events.on("disconnect", resolve))
  await Promise.race([refused, failed])
  echoWorker(broker, "real")
  await ask(reqClient(broker), "Hello")
  const told = broker.messages.filter((message) => message.type === "worker")
  expect(told.map((message) => message.worker.name)).toEqual(["real"])
})

test("a worker that goes loses exactly what was outstanding at it; the others go on", async () => {
  await using broker = await BrokerFixture.start()
  const doomed = repWorker(broker, "doomed")
  const { index } = await broker.workerNamed("doomed")
  echoWorker(broker, "other")
  await broker.workersJoined(2)
  const client = dealerClient(broker)
  const before = await dealToBoth(broker, client, index)
  await pipeline(client, 20)
  const dealt = before.atIt + before.returned + 20
  await eventually(() => broker.records("dealt").length === dealt, "all dealt")
  const atIt = broker.records("dealt").filter((record) => record.worker === index)
  const outstanding = atIt.length
  const returned = dealt - outstanding
  await receiveReplies(client, returned - before.returned)
  await eventually(
    () => broker.figures().workers.some((row) => row.outstanding === outstanding),
    `${outstanding} outstanding at the worker`,
  )
  doomed.close()
  const { totals, workers } = await broker.settled()
  expect(outstanding).toBeGreaterThan(before.atIt)
  expect(totals).toMatchObject({ received: dealt, returned, lost: outstanding })
  expect(broker.records("lost").map(({ envelope, worker }) => [envelope, worker])).toEqual(
    atIt.map(({ envelope }) => [envelope, index]),
  )
  expect(workers).toMatchObject([{ name: "other", served: returned, outstanding: 0 }])
  // Not all of them: libzmq may still have the pipe of the one that went, and put some into it.
  await pipeline(client, 5, 20)
  await eventually(() => broker.figures().totals.returned > returned, "the other's next reply")
  await eventually(() => broker.figures().totals.received === dealt + 5, "all received")
  const after = await broker.settled()
  expect(after.totals.returned + after.totals.lost).toBe(dealt + 5)
  expect(after.workers).toMatchObject([{ name: "other", served: after.totals.returned }])
})

test("a worker whose process is killed loses what it had, and only that", async () => {
  await using broker = await BrokerFixture.start()
  await using worker = await spawnPython("rep_worker.py", [broker.backend, "--delay-ms", 600_000])
  await broker.workersJoined(1)
  const client = dealerClient(broker)
  await pipeline(client, 3)
  await eventually(() => broker.figures().workers[0]?.outstanding === 3, "3 outstanding")
  worker.signal("SIGKILL")
  expect((await broker.settled()).totals).toMatchObject({ received: 3, lost: 3 })
  expect(broker.records("lost").map((record) => record.worker)).toEqual([0, 0, 0])
})

test("a worker that is stopped is found dead by heartbeats", async () => {
  await using broker = await BrokerFixture.start()
  await using worker = await spawnPython("rep_worker.py", [broker.backend, "--delay-ms", 600_000])
  await broker.workersJoined(1)
  const client = dealerClient(broker)
  await pipeline(client, 2)
  await eventually(() => broker.figures().workers[0]?.outstanding === 2, "2 outstanding")
  worker.signal("SIGSTOP")
  await broker.workersJoined(0)
  expect((await broker.settled()).totals).toMatchObject({ lost: 2 })
})

test("heartbeats find a dead worker within 3 s", () => {
  expect(HEARTBEAT.heartbeatInterval + HEARTBEAT.heartbeatTimeout).toBeLessThan(3000)
})

test("what a worker that goes had in its DEALER's pipe, unseen, is found lost too", async () => {
  await using broker = await BrokerFixture.start()
  const deaf = await connectPlain(broker.backend)
  deaf.write(Buffer.concat([greeting(), ready({ "Socket-Type": "REP", "X-Name": "deaf" })]))
  deaf.pause()
  const { index } = await broker.workerNamed("deaf")
  echoWorker(broker, "other")
  await broker.workersJoined(2)
  const client = dealerClient(broker)
  const before = await dealToBoth(broker, client, index)
  const body = Buffer.alloc(200_000)
  for (let number = 0; number < 200; number += 1) await client.send(["", body])
  const handed = before.atIt + before.returned + 200
  await eventually(() => broker.records("handed").length === handed, "all handed")
  for (let reply = 0; reply < 100; reply += 1) await client.receive()
  deaf.destroy()
  await eventually(() => !broker.workers.has(index), "the deaf worker's leave")
  const lostInAll = before.atIt + 100
  const returned = before.returned + 100
  // libzmq may still have the pipe of the one that went: then this is lost with it, too.
  await client.send(["", "later"])
  await eventually(() => broker.records("handed").length === handed + 1, "the last one handed")
  const { totals } = await broker.settled()
  expect([returned, returned + 1]).toContain(totals.returned)
  expect(totals.lost).toBe(lostInAll + 1 - (totals.returned - returned))
  const lost = broker.records("lost")
  const seen = broker.records("dealt").filter((record) => record.worker === index)
  expect(lost.filter((record) => record.worker === index)).toHaveLength(seen.length)
  expect(seen.length).toBeLessThan(lostInAll)
})

test("a peer that shakes hands and goes at once leaves nothing behind", async () => {
  await using broker = await BrokerFixture.start()
  const bytes = Buffer.concat([greeting(), ready({ "Socket-Type": "REP", "X-Name": "brief" })])
  for (let count = 0; count < 100; count += 1) {
    const brief = await connectPlain(broker.backend)
    brief.end(bytes)
    brief.destroySoon()
  }
  echoWorker(broker, "lasting")
  await broker.workerNamed("lasting")
  await broker.workersJoined(1)
  await ask(reqClient(broker), "Hello")
  expect((await broker.settled()).workers).toMatchObject([{ name: "lasting" }])
})

test("stale replies are counted and dropped; the client gets exactly one", async () => {
  await using broker = await BrokerFixture.start()
  const worker = dealerWorker(broker)
  const client = dealerClient(broker)
  await pipeline(client, 2)
  for (let turn = 0; turn < 2; turn += 1) {
    const [number, ...rest] = await worker.receive()
    if (number === undefined) throw new Error("a request has a number")
    await worker.send(["unknown!", ...rest])
    await worker.send(["", "no number at all"])
    await worker.send([number, ...rest])
    await worker.send([number, ...rest])
  }
  expect(await receiveReplies(client, 2)).toEqual(["body 0", "body 1"])
  await eventually(() => broker.figures().stale === 6, "6 stale replies")
  await pipeline(client, 1, 2)
  await worker.send(await worker.receive())
  expect(await receiveReplies(client, 1)).toEqual(["body 2"])
  const { totals, workers } = await broker.settled()
  expect(totals).toMatchObject({ received: 3, returned: 3 })
  expect(workers).toMatchObject([{ served: 3, outstanding: 0 }])
})

test("a reply that names another client than the request's is stale, and the request lost", async () => {
  await using broker = await BrokerFixture.start()
  const worker = dealerWorker(broker)
  const [asker, other] = [dealerClient(broker, "asker"), dealerClient(broker, "other")]
  await eventually(() => broker.clients.size === 2, "two clients")
  await pipeline(asker, 1)
  const [number, , ...rest] = await worker.receive()
  if (number === undefined) throw new Error("a request has a number")
  await worker.send([number, "other", ...rest])
  await eventually(() => broker.figures().stale === 1, "a stale reply")
  expect((await broker.settled()).totals).toMatchObject({ received: 1, lost: 1 })
  await pipeline(other, 1, 7)
  await worker.send(await worker.receive())
  expect(await receiveReplies(other, 1)).toEqual(["body 7"])
})

test("a worker that is disconnected leaves, and comes again under its name and index", async () => {
  await using broker = await BrokerFixture.start()
  echoWorker(broker, "again")
  const { index } = await broker.workerNamed("again")
  broker.broker.disconnectWorker(index)
  const told = await eventually(() => {
    const events = broker.messages.filter((message) => message.type === "worker")
    return events.length === 3 && events
  }, "the worker's leave and return")
  expect(told.map(({ event, worker }) => [event, worker.name, worker.index])).toEqual([
    ["joined", "again", index],
    ["left", "again", index],
    ["joined", "again", index],
  ])
  expect(String(await ask(reqClient(broker), "Hello"))).toBe("Hello")
  expect(() => broker.broker.disconnectWorker(index + 1)).toThrow(
    expect.objectContaining({ code: "unknown-worker" }),
  )
})

/**
 * libzmq deals to a worker a moment after it is seen to join: this sends requests one by one until
 * it deals to both, to the one that answers and to the one of `index`, which does not.
 */
async function dealToBoth(broker: BrokerFixture, client: Dealer, index: number) {
  for (let sent = 1; ; sent += 1) {
    await pipeline(client, 1)
    await eventually(() => broker.records("dealt").length === sent, `${sent} dealt`)
    const atIt = broker.records("dealt").filter((record) => record.worker === index).length
    const returned = sent - atIt
    if (atIt > 0 && returned > 0) {
      await receiveReplies(client, returned)
      return { atIt, returned }
    }
  }
}
