import { MAX_PEER_NAME } from "@zmqscope/protocol"
import { eventually, greeting, ready, spawnPython } from "@zmqscope/testkit"
import { describe, expect, test } from "vitest"
import { Request } from "zeromq"
import { BrokerFixture } from "./broker-fixture.js"
import {
  ask,
  dealerClient,
  dealerWorker,
  dealToBoth,
  echoWorker,
  pipeline,
  receiveReplies,
  repWorker,
  reqClient,
} from "./peers.js"
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

  test("by the beginning of it, when it is long", async () => {
    await using broker = await BrokerFixture.start()
    echoWorker(broker, "🦓".repeat(300))
    const [worker] = await broker.workersJoined(1)
    expect(worker?.name).toBe(`${"🦓".repeat(MAX_PEER_NAME / 2)}…`)
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
