import { once } from "node:events"
import { setTimeout as wait } from "node:timers/promises"
import { eventually, greeting, message, ready } from "@zmqscope/testkit"
import { expect, test } from "vitest"
import { BrokerFixture } from "../broker-fixture.js"
import { ask, dealerClient, echoWorker, pipeline, reqClient } from "../peers.js"
import { connectPlain, refusedBytes } from "../zmtp-peer.js"

/** Longer than the silence for which a worker of ZMTP 3.1 is cut. */
const SILENCE_MS = 4000
const EMPTY = Buffer.alloc(0)

test("a worker of ZMTP 3.0, which answers no PING, is not cut while it is idle or works, and a notice says so", async () => {
  await using broker = await BrokerFixture.start()
  const worker = await connectPlain(broker.backend)
  const chunks: Buffer[] = []
  worker.on("data", (chunk: Buffer) => chunks.push(chunk))
  worker.write(Buffer.concat([greeting({ minor: 0 }), ready({ "Socket-Type": "REP" })]))
  const [identity] = await broker.workersJoined(1)
  expect(identity?.heartbeats).toBe(false)
  expect(broker.notices()).toMatchObject([{ kind: "no-heartbeats", name: identity?.name }])
  const client = reqClient(broker, "asker")
  await client.send("a long task")
  const request = message([Buffer.from("asker"), EMPTY, Buffer.from("a long task")])
  await eventually(() => Buffer.concat(chunks).includes(request), "the request")
  // What is waited for is that nothing happens in this time.
  await wait(SILENCE_MS)
  expect(broker.workers.size).toBe(1)
  expect(Buffer.concat(chunks).includes("PING")).toBe(false)
  worker.write(message([Buffer.from("asker"), EMPTY, Buffer.from("done")]))
  expect(String(await client.receive())).toBe("done")
  worker.destroy()
})

test("a polite client waits for few of the 5,000 requests that another has pipelined", async () => {
  await using broker = await BrokerFixture.start()
  const flooder = dealerClient(broker, "flooder")
  await pipeline(flooder, 5000)
  await eventually(() => broker.figures().totals.waiting === 5000, "the flood")
  const polite = reqClient(broker, "polite")
  const answered = ask(polite, "please")
  await eventually(() => broker.figures().totals.received === 5001, "the polite request")
  echoWorker(broker)
  await answered
  // It was the second in its turn; what was on its way to the worker already goes before it.
  expect(broker.figures().totals.returned).toBeLessThan(500)
  await broker.settled()
})

test("a worker whose READY is too long is refused, not dealt to, and told of", async () => {
  await using broker = await BrokerFixture.start()
  const long = ready({ "Socket-Type": "REP", "X-Long": "x".repeat(9000) })
  await refusedBytes(broker.backend, Buffer.concat([greeting(), long]))
  expect(broker.workers.size).toBe(0)
  const [notice] = await eventually(
    () => broker.notices().length > 0 && broker.notices(),
    "a notice",
  )
  expect(notice).toMatchObject({ kind: "malformed", side: "backend" })
  expect(notice?.address).toMatch(/^127\.0\.0\.1:\d+$/)
})

test("who leaves while it is held back is noticed, and with dropAbandoned what it left expires", async () => {
  const limits = { waitingCount: 10 }
  await using broker = await BrokerFixture.start({ limits, settings: { dropAbandoned: true } })
  const client = dealerClient(broker)
  await pipeline(client, 2000)
  await eventually(
    () => broker.figures().clients[0]?.heldBack === true,
    "a client that is held back",
  )
  client.close()
  await eventually(() => broker.clients.size === 0, "the client's leave")
  const { totals } = await broker.settled()
  expect(totals.expired).toBe(totals.received)
  expect(totals.expired).toBeGreaterThanOrEqual(10)
})

test("any routing id is harmless, the one among them that ends libzmq's ROUTER", async () => {
  await using broker = await BrokerFixture.start()
  echoWorker(broker)
  const bystander = reqClient(broker)
  expect(String(await ask(bystander, "before"))).toBe("before")
  for (let number = 0; number < 20; number += 1) {
    const id = Buffer.from([0, 0, 0, 0, number]).toString("latin1")
    const socket = await connectPlain(broker.frontend)
    socket.write(Buffer.concat([greeting(), ready({ "Socket-Type": "REQ", Identity: id })]))
    await once(socket, "data")
    socket.write(message([EMPTY, Buffer.from("hostile")]))
  }
  const other = reqClient(broker)
  expect(String(await ask(other, "a newcomer"))).toBe("a newcomer")
  const again = reqClient(broker)
  expect(String(await ask(again, "after"))).toBe("after")
})
