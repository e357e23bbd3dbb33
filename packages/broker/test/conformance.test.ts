import { eventually, spawnPython } from "@zmqscope/testkit"
import { describe, expect, test } from "vitest"
import { Request } from "zeromq"
import { BrokerFixture } from "./broker-fixture.js"
import { DEALINGS } from "./dealings.js"
import { ENGINE_HAS } from "./engine.js"
import {
  ask,
  dealerClient,
  dealerWorker,
  echoWorker,
  repWorker,
  reqClient,
  serve,
} from "./peers.js"

const ENDED_WELL = { code: 0, signal: null, stderr: "" }

/**
 * What peers of a ROUTER and a DEALER count on, whoever carries it (RFC 28): the subjects of libzmq's
 * tests of its proxy and of REQ, REP, ROUTER and DEALER, as far as a broker shows them.
 */
describe.each(DEALINGS)("under '%s'", (dealing) => {
  const start = (settings = {}) => BrokerFixture.start({ settings: { dealing, ...settings } })

  test("many REQ clients and REP workers: each client gets its own answers, and only those", async () => {
    await using broker = await start()
    for (let count = 0; count < 3; count += 1) echoWorker(broker)
    await broker.workersJoined(3)
    const asked = Array.from({ length: 6 }, async (_, client) => {
      const socket = reqClient(broker)
      for (let turn = 0; turn < 10; turn += 1) {
        const [answer] = await ask(socket, `client ${client}, turn ${turn}`)
        expect(String(answer)).toBe(`client ${client}, turn ${turn}`)
      }
    })
    await Promise.all(asked)
    expect((await broker.settled()).totals).toMatchObject({ received: 60, returned: 60 })
  })

  test("a REP returns the frames before the delimiter as they were, however many", async () => {
    await using broker = await start()
    echoWorker(broker)
    const client = dealerClient(broker)
    for (const address of [[], ["1"], ["a", "b"], ["x".repeat(300), "y", "z"]]) {
      await client.send([...address, "", "body", ""])
      expect((await client.receive()).map(String)).toEqual([...address, "", "body", ""])
    }
  })

  test("a worker's requests are taken of clients in turn, each one's in its order", async () => {
    await using broker = await start({ paused: true, prefetch: 100 })
    const worker = repWorker(broker)
    await broker.workersJoined(1)
    const clients = ["a", "b", "c"].map((name) => ({ name, socket: dealerClient(broker, name) }))
    for (const [index, { name, socket }] of clients.entries()) {
      for (let turn = 0; turn < 5; turn += 1) await socket.send(["", `${name}${turn}`])
      const received = 5 * (index + 1)
      await eventually(() => broker.figures().totals.received === received, "all received")
    }
    await broker.broker.configure({ paused: false })
    const order: string[] = []
    while (order.length < 15) {
      const body = await worker.receive()
      order.push(String(body))
      await worker.send(body)
    }
    const rounds = Array.from({ length: 5 }, (_, turn) =>
      order.slice(3 * turn, 3 * turn + 3).toSorted(),
    )
    expect(rounds).toEqual(
      Array.from({ length: 5 }, (_, turn) => [`a${turn}`, `b${turn}`, `c${turn}`]),
    )
  })

  test("with nobody to deal to, requests wait; the first that comes serves them", async () => {
    await using broker = await start()
    const client = reqClient(broker)
    await client.send("Hello")
    await eventually(() => broker.figures().totals.waiting === 1, "one that waits")
    echoWorker(broker)
    expect(String(await client.receive())).toBe("Hello")
  })

  test("a reply to a client that has gone reaches nobody, and is counted", async () => {
    await using broker = await start()
    const worker = repWorker(broker)
    const [leaver, stayer] = [reqClient(broker), reqClient(broker)]
    await leaver.send("Hello")
    const body = await worker.receive()
    await eventually(() => broker.clients.size === 2, "two clients")
    leaver.close()
    await eventually(() => broker.clients.size === 1, "the client's leave")
    await worker.send(body)
    void serve(worker)
    expect(String(await ask(stayer, "mine"))).toBe("mine")
    expect((await broker.settled()).totals).toMatchObject({ undeliverable: 1, returned: 1 })
  })

  test("a client that comes again under its routing id gets its own answers", async () => {
    await using broker = await start()
    echoWorker(broker)
    for (let opened = 0; opened < 10; opened += 1) {
      const client = reqClient(broker, "same")
      expect(String(await ask(client, `${opened}`))).toBe(`${opened}`)
      client.close()
    }
  })

  test("of two that live under one routing id, the newer has it", async () => {
    await using broker = await start()
    echoWorker(broker)
    const older = reqClient(broker, "same")
    await ask(older, "older")
    const newer = reqClient(broker, "same")
    expect(String(await ask(newer, "newer"))).toBe("newer")
    const isTold = () => broker.notices().some(({ kind }) => kind === "taken-over")
    if (ENGINE_HAS.tellsOfClashes) await eventually(isTold, "a notice")
    older.close()
    expect(String(await ask(newer, "still here"))).toBe("still here")
  })

  test("REQ_CORRELATE and REQ_RELAXED: who asks again gets the answer to what it asked last", async () => {
    await using broker = await start()
    const worker = repWorker(broker)
    const client = broker.keep(new Request({ linger: 0, correlate: true, relaxed: true }))
    client.connect(broker.frontend)
    await client.send("given up")
    expect(String(await worker.receive())).toBe("given up")
    await client.send("asked last")
    await worker.send("to the first")
    const second = await worker.receive()
    expect(String(second)).toBe("asked last")
    await worker.send("to the second")
    // zeromq.js gives up where libzmq drops what answers an earlier request: then it is asked again.
    const answer = await eventually(() => client.receive(), "an answer")
    expect(String(answer)).toBe("to the second")
  })

  test("a DEALER in a worker's place gets the envelope, and returns it", async () => {
    await using broker = await start()
    const worker = dealerWorker(broker)
    await broker.workersJoined(1)
    const client = reqClient(broker, "asker")
    await client.send(["Hello", "you"])
    const request = await worker.receive()
    const [routingId, ...rest] = request
    const inFront = dealing === "dealer" ? ENGINE_HAS.bytesInFront : 0
    expect(routingId?.toString("latin1", inFront)).toBe("asker")
    expect(rest.map(String)).toEqual(["", "Hello", "you"])
    await worker.send([...request.slice(0, -2), "World"])
    expect((await client.receive()).map(String)).toEqual(["World"])
  })

  test("paused nothing passes, and what is answered still returns; going on, all does", async () => {
    await using broker = await start({ prefetch: 2 })
    const worker = repWorker(broker)
    const client = dealerClient(broker)
    await client.send(["", "before"])
    const before = await worker.receive()
    await broker.broker.configure({ paused: true })
    await client.send(["", "during"])
    await worker.send(before)
    expect((await client.receive()).map(String)).toEqual(["", "before"])
    await eventually(() => broker.figures().totals.waiting === 1, "one that waits")
    await broker.broker.configure({ paused: false })
    await worker.send(await worker.receive())
    expect((await client.receive()).map(String)).toEqual(["", "during"])
  })

  test("peers of libzmq in Python: REQ and REP, and a DEALER that pipelines", async () => {
    await using broker = await start()
    await using _worker = await spawnPython("rep_worker.py", [broker.backend, "--echo"])
    const asking = [broker.frontend, "--frames", "9,0,3", "--correlate", "--relaxed"]
    await using req = await spawnPython("req_client.py", asking)
    const pipelining = [broker.frontend, "--count", 50, "--frames", "32,0"]
    await using dealer = await spawnPython("dealer_client.py", pipelining)
    expect([await req.exited, await dealer.exited]).toEqual([ENDED_WELL, ENDED_WELL])
    expect((await broker.settled()).totals).toMatchObject({ received: 60, returned: 60 })
  })
})

test.each(["dealer", "round-robin"] as const)(
  "'%s' gives each worker its turn",
  async (dealing) => {
    await using broker = await BrokerFixture.start({ settings: { dealing } })
    for (let count = 0; count < 3; count += 1) echoWorker(broker)
    await broker.workersJoined(3)
    const client = reqClient(broker)
    for (let turn = 0; turn < 30; turn += 1) await ask(client, "Hello")
    const { workers } = await broker.settled()
    expect(workers.map(({ served }) => served)).toEqual([10, 10, 10])
  },
)
