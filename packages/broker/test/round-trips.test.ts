import { eventually, spawnPython } from "@zmqscope/testkit"
import { describe, expect, test } from "vitest"
import { BrokerFixture } from "./broker-fixture.js"
import { ENGINE_HAS } from "./engine.js"
import { ask, dealerClient, echoWorker, pipeline, receiveReplies, reqClient } from "./peers.js"

const ENDED_WELL = { code: 0, signal: null, stderr: "" }

test("every request is answered, and each worker's row counts what it served", async () => {
  await using broker = await BrokerFixture.start()
  echoWorker(broker, "one")
  echoWorker(broker, "two")
  await broker.workersJoined(2)
  const clients = [reqClient(broker), reqClient(broker), reqClient(broker)]
  await Promise.all(
    clients.map(async (client, index) => {
      for (let turn = 0; turn < 20; turn += 1) {
        const body = [`client ${index}`, `turn ${turn}`]
        expect((await ask(client, ...body)).map(String)).toEqual(body)
      }
    }),
  )
  const { totals, workers, clients: rows } = await broker.settled()
  expect(totals).toMatchObject({ received: 60, returned: 60 })
  for (const worker of workers) {
    const replies = broker.records("replied").filter((record) => record.worker === worker.index)
    expect(worker).toMatchObject({ served: replies.length, outstanding: 0 })
    expect(worker.served).toBeGreaterThan(0)
  }
  expect(rows.map((row) => [row.sent, row.returned, row.undelivered])).toEqual([
    [20, 20, 0],
    [20, 20, 0],
    [20, 20, 0],
  ])
})

test("an envelope's records tell its way, its peers and its sizes", async () => {
  await using broker = await BrokerFixture.start()
  echoWorker(broker)
  await broker.workersJoined(1)
  await ask(reqClient(broker), "Hello", "you")
  await broker.settled()
  const records = broker.records()
  expect(records.map((record) => record.kind)).toEqual(ENGINE_HAS.steps)
  for (const record of records) {
    expect(record).toMatchObject({ envelope: 1, client: 0, sizeBytes: 8, attempt: 0 })
  }
  const moments = records.map((record) => record.at)
  expect(moments).toEqual(moments.toSorted((left, right) => left - right))
  const ofWorker = records.filter(({ worker }) => worker === 0).map(({ kind }) => kind)
  expect(ofWorker).toEqual(["dealt", "replied", "returned"])
})

test("the first bytes of a round trip's frames are kept", async () => {
  await using broker = await BrokerFixture.start()
  echoWorker(broker)
  await ask(reqClient(broker, "asker"), "Hello")
  const frames = ["asker", "", "Hello"].map((text) => ({
    sizeBytes: text.length,
    headBase64: Buffer.from(text).toString("base64"),
  }))
  expect(broker.broker.frames(1)).toEqual({
    request: frames,
    requestFrames: 3,
    reply: frames,
    replyFrames: 3,
  })
  expect(broker.broker.frames(2)).toBeNull()
})

test("one client's replies never go to another, however they pipeline", async () => {
  await using broker = await BrokerFixture.start()
  for (let count = 0; count < 3; count += 1) echoWorker(broker)
  await broker.workersJoined(3)
  const clients = Array.from({ length: 4 }, () => dealerClient(broker))
  await Promise.all(
    clients.map(async (client, index) => {
      const first = index * 1000
      await pipeline(client, 100, first)
      const bodies = await receiveReplies(client, 100)
      const sent = Array.from({ length: 100 }, (_, number) => `body ${first + number}`)
      expect(new Set(bodies)).toEqual(new Set(sent))
    }),
  )
  expect((await broker.settled()).totals).toMatchObject({ received: 400, returned: 400 })
})

describe("peers in Python, unmodified:", () => {
  test("Hello ten times is answered World ten times, beside other workers", async () => {
    await using broker = await BrokerFixture.start()
    await using worker = await spawnPython("rep_worker.py", [broker.backend])
    const [python] = await broker.workersJoined(1)
    expect(python?.name).toMatch(/^rep-\d+$/)
    expect(python?.socketType).toBe("REP")
    await using client = await spawnPython("req_client.py", [broker.frontend])
    expect(await client.exited).toEqual(ENDED_WELL)
    const replies = client.lines.filter((line) => line.event === "reply")
    expect(replies.map((line) => line["text"])).toEqual(Array.from({ length: 10 }, () => "World"))

    echoWorker(broker, "other")
    await broker.workersJoined(2)
    const servedByOther = () =>
      broker.figures().workers.find(({ name }) => name === "other")?.served ?? 0
    let served = 10
    while (servedByOther() < 2) {
      const before = servedByOther()
      await ask(reqClient(broker), "Hello")
      if (servedByOther() === before) served += 1
    }
    const { workers } = await broker.settled()
    const requests = () => worker.lines.filter((line) => line.event === "request").length
    await eventually(() => requests() === served, `${served} requests at the worker in Python`)
    expect(workers).toMatchObject([{ served }, { name: "other", served: 2 }])
  })

  test.each([
    { name: "frames that are empty", args: ["--frames", "5,0,7,0"] },
    { name: "an empty body", args: ["--frames", "0"] },
    { name: "bodies of 10 MB", args: ["--frames", "10000000", "--count", 3] },
    { name: "REQ_CORRELATE", args: ["--frames", "9", "--correlate"] },
    { name: "REQ_CORRELATE and REQ_RELAXED", args: ["--frames", "9", "--correlate", "--relaxed"] },
  ])("$name come back byte-identical to the right owner", async ({ args }) => {
    await using broker = await BrokerFixture.start()
    await using _worker = await spawnPython("rep_worker.py", [broker.backend, "--echo"])
    await using one = await spawnPython("req_client.py", [broker.frontend, ...args])
    await using two = await spawnPython("req_client.py", [broker.frontend, ...args])
    const exits = [await one.exited, await two.exited]
    // Together, so that a failure says what became of the request.
    expect({ exits, notices: broker.notices() }).toEqual({
      exits: [ENDED_WELL, ENDED_WELL],
      notices: [],
    })
    const { totals } = await broker.settled()
    expect(totals.returned).toBe(totals.received)
  })

  test("a DEALER that pipelines 100 gets each reply once", async () => {
    await using broker = await BrokerFixture.start()
    await using _first = await spawnPython("rep_worker.py", [broker.backend, "--echo"])
    await using _second = await spawnPython("rep_worker.py", [broker.backend, "--echo"])
    await broker.workersJoined(2)
    const args = [broker.frontend, "--count", 100, "--frames", "32,0"]
    await using client = await spawnPython("dealer_client.py", args)
    expect(await client.exited).toEqual(ENDED_WELL)
    const sent = 100
    const done = { event: "done", sent, replies: sent, identical: sent, unknown: 0 }
    expect(client.lines.at(-1)).toEqual(done)
    expect((await broker.settled()).workers.map((worker) => worker.served)).toEqual([50, 50])
  })
})
