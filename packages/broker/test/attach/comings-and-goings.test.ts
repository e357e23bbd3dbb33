import { once } from "node:events"
import { createServer as createHttpServer } from "node:http"
import { type AddressInfo, createServer } from "node:net"
import { eventually, greeting, message, ready, spawnPython } from "@zmqscope/testkit"
import { expect, onTestFinished, test } from "vitest"
import { Reply, Request } from "zeromq"
import { BrokerFixture } from "../broker-fixture.js"
import { ask, dealerClient, dealerWorker, echoWorker, repWorker, reqClient } from "../peers.js"
import { connectPlain } from "../zmtp-peer.js"
import { attach, attachToPython, IMPATIENT, kindsOf, targetAt, targetOf } from "./attached.js"

/** Where nobody listens: the port was taken, and is free again. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

test("a broker that is not there is told of once, and watched when it comes", async () => {
  const [front, back] = [await freePort(), await freePort()]
  const endpoints = [`tcp://127.0.0.1:${front}`, `tcp://127.0.0.1:${back}`] as const
  await using broker = await attach(targetAt(...endpoints))
  const client = reqClient(broker)
  const asked = ask(client, "Hello")
  echoWorker(broker, "echo")
  await eventually(() => kindsOf(broker).length === 2, "both ports told of")
  expect(kindsOf(broker).toSorted()).toEqual(["broker-away backend", "broker-away frontend"])
  const args = ["loop", "--frontend", endpoints[0], "--backend", endpoints[1]]
  await using _late = await spawnPython("broker.py", args)
  expect((await asked).map(String)).toEqual(["Hello"])
  await broker.settled()
  expect(kindsOf(broker).toSorted()).toEqual([
    "broker-away backend",
    "broker-away frontend",
    "broker-back backend",
    "broker-back frontend",
  ])
})

test("a web server is no broker, and is told of once, whoever connects", async () => {
  const web = createHttpServer((_request, response) => response.end())
  web.listen(0, "127.0.0.1")
  await once(web, "listening")
  onTestFinished(() => void web.close())
  const { port } = web.address() as AddressInfo
  const there = `tcp://127.0.0.1:${port}`
  await using broker = await attach(targetAt(there, there))
  await eventually(() => kindsOf(broker).length === 2, "both ports told of")
  reqClient(broker)
  const plain = await connectPlain(broker.frontend)
  plain.resume()
  plain.write(greeting())
  await once(plain, "close")
  expect(kindsOf(broker).toSorted()).toEqual(["broker-wrong backend", "broker-wrong frontend"])
  expect(broker.notices()[0]?.text).toContain("does not speak ZeroMQ")
})

test("ports the wrong way round are told of", async () => {
  await using process = await spawnPython("broker.py", ["loop"])
  const { frontend, backend } = await targetOf(process)
  await using broker = await attach({
    frontend: { ...backend, givenBy: "--attach-frontend" },
    backend: { ...frontend, givenBy: "zmqscope.config.json: /brokers/1/attach/backend" },
  })
  reqClient(broker)
  await eventually(() => kindsOf(broker).includes("broker-wrong frontend"), "a notice")
  expect(broker.notices()[0]?.advice).toBe(
    "Are --attach-frontend and zmqscope.config.json: /brokers/1/attach/backend the wrong way round?",
  )
})

test("a peer at the wrong port is told of, and the broker is not taken for the wrong one", async () => {
  await using attached = await attachToPython("lru")
  const { broker } = attached
  const worker = broker.keep(new Request({ linger: 0 }))
  worker.connect(broker.backend)
  await worker.send("READY")
  await broker.workersJoined(1)
  repWorker(broker, "no worker of an LRU queue")
  await eventually(() => kindsOf(broker).includes("socket-type backend"), "a notice of the worker")
  const lost = broker.keep(new Reply({ linger: 0 }))
  lost.connect(broker.frontend)
  await eventually(() => kindsOf(broker).includes("socket-type frontend"), "a notice of the other")
  const asked = ask(reqClient(broker), "Hello")
  await worker.send(await worker.receive())
  await asked
  expect(kindsOf(broker)).toEqual(["socket-type backend", "socket-type frontend"])
  expect(broker.notices()[0]?.text).toMatch(/^A ZeroMQ socket at .* has a ROUTER: it hung up/)
  const typed = await connectPlain(broker.backend)
  typed.resume()
  typed.write(Buffer.concat([greeting(), ready({ "Socket-Type": "REP" })]))
  const told = () => broker.notices()[2]
  expect((await eventually(told, "a notice of the typed one")).text).toMatch(
    /^A REP socket at .* has a ROUTER: the two cannot talk/,
  )
})

test("a broker that speaks PLAIN is there, though it hangs up on our question", async () => {
  await using process = await spawnPython("broker.py", ["proxy", "--plain"])
  await using broker = await attach(await targetOf(process))
  const client = broker.keep(new Request({ linger: 0, plainUsername: "a", plainPassword: "b" }))
  client.connect(broker.frontend)
  await eventually(() => kindsOf(broker).includes("opaque frontend"), "its client is told of")
  expect(kindsOf(broker)).toEqual(["opaque frontend"])
})

test("a worker that comes back, and says what it had to say in one breath, is no circle", async () => {
  await using attached = await attachToPython("loop")
  const { broker } = attached
  const asked = ask(reqClient(broker), "Hello")
  const request = await dealerWorkerOnce(broker)
  const worker = await connectPlain(broker.backend)
  let heardBytes = 0
  worker.on("data", (chunk) => {
    heardBytes += chunk.length
  })
  worker.write(greeting())
  await eventually(() => heardBytes > greeting().length, "the broker has said who it is")
  const [client, delimiter] = request
  const reply = message([
    Buffer.from(client ?? ""),
    Buffer.from(delimiter ?? ""),
    Buffer.from("World"),
  ])
  worker.write(Buffer.concat([ready({ "Socket-Type": "DEALER" }), reply]))
  expect((await asked).map(String)).toEqual(["World"])
  expect(broker.notices()).toEqual([])
  expect((await broker.settled()).totals).toMatchObject({ received: 1, returned: 1 })
  worker.destroy()
})

/** What comes to a DEALER, which goes with it. */
async function dealerWorkerOnce(broker: BrokerFixture): Promise<Buffer[]> {
  const worker = dealerWorker(broker)
  const request = await worker.receive()
  worker.close()
  await eventually(() => broker.workers.size === 0, "it has gone")
  return request
}

test("many that say nothing are no circle, and keep no worker out", async () => {
  await using attached = await attachToPython("proxy")
  const { broker } = attached
  const idle = await Promise.all(Array.from({ length: 300 }, () => connectPlain(broker.backend)))
  echoWorker(broker, "echo")
  expect((await ask(reqClient(broker), "Hello")).map(String)).toEqual(["Hello"])
  expect(broker.notices()).toEqual([])
  for (const socket of idle) socket.destroy()
})

test("two that are attached to each other, in a circle, notice it and stay within bounds", async () => {
  const ports = { frontend: await freePort(), backend: await freePort() }
  const [front, back] = [`tcp://127.0.0.1:${ports.frontend}`, `tcp://127.0.0.1:${ports.backend}`]
  await using one = await attach(targetAt(front, back))
  const target = targetAt(one.frontend, one.backend)
  await using other = await BrokerFixture.start({ target, ports })
  reqClient(one)
  const told = () =>
    [...one.notices(), ...other.notices()].some(({ text }) => text.includes("in a circle"))
  await eventually(told, "a notice of the circle")
  expect(one.notices().length + other.notices().length).toBeLessThan(20)
})

test("a broker that is stopped is told of while something is in it, and again when it goes on", async () => {
  await using attached = await attachToPython("proxy")
  const { broker, process } = attached
  echoWorker(broker, "echo")
  const client = reqClient(broker)
  expect((await ask(client, "Hello")).map(String)).toEqual(["Hello"])
  process.signal("SIGSTOP")
  const asked = ask(client, "still there?")
  await eventually(() => kindsOf(broker).length === 2, "both ports told of")
  expect(kindsOf(broker).toSorted()).toEqual(["broker-away backend", "broker-away frontend"])
  expect(broker.notices()[0]?.text).toContain("takes connections and says nothing")
  expect(broker.figures().totals).toMatchObject({ received: 2, waiting: 1, lost: 0 })
  process.signal("SIGCONT")
  expect((await asked).map(String)).toEqual(["still there?"])
  await eventually(() => kindsOf(broker).length === 4, "both are back")
  const { totals } = await broker.settled()
  expect(totals).toMatchObject({ received: 2, returned: 2 })
})

test("what a killed worker had is lost, unless the broker deals it again", async () => {
  await using attached = await attachToPython("loop", IMPATIENT)
  const { broker } = attached
  const worker = dealerWorker(broker)
  await broker.workersJoined(1)
  const client = dealerClient(broker, "asker")
  await client.send(["", "gone"])
  await eventually(() => broker.records("dealt").length === 1, "it is at the worker")
  worker.close()
  const { totals, requeued } = await broker.settled()
  expect(totals).toMatchObject({ received: 1, lost: 1 })
  expect(requeued).toBe(0)
})

test("what a worker had that goes to another is a new attempt", async () => {
  // A broker that remembers: it deals the same to the next worker that comes.
  await using inner = await BrokerFixture.start({ settings: { onWorkerLoss: "requeue" } })
  await using broker = await attach(targetAt(inner.frontend, inner.backend))
  const worker = repWorker(broker, "first")
  await broker.workersJoined(1)
  const client = reqClient(broker, "asker")
  const asked = ask(client, "Hello")
  await eventually(() => broker.records("dealt").length === 1, "it is at the first")
  worker.close()
  await broker.workersJoined(0)
  echoWorker(broker, "second")
  expect((await asked).map(String)).toEqual(["Hello"])
  const { totals, requeued, workers } = await broker.settled()
  expect(totals).toMatchObject({ received: 1, returned: 1, lost: 0 })
  expect(requeued).toBe(1)
  expect(workers).toMatchObject([{ name: "second", served: 1 }])
  expect(broker.records("dealt").map(({ attempt }) => attempt)).toEqual([0, 1])
})

test("what a REP drops for want of the empty frame is told of", async () => {
  await using attached = await attachToPython("loop")
  const { broker } = attached
  repWorker(broker, "rep")
  await broker.workersJoined(1)
  await dealerClient(broker, "forgot").send("Hello")
  await eventually(() => broker.notices()[0], "a notice of the request")
  expect(broker.notices()[0]?.text).toMatch(/^forgot asked without an empty frame .* rep is a REP/)
})

test("a reply to a client that has gone is undeliverable", async () => {
  await using attached = await attachToPython("loop")
  const { broker } = attached
  const worker = repWorker(broker, "slow")
  await broker.workersJoined(1)
  const client = reqClient(broker)
  await client.send("Hello")
  const body = await worker.receive()
  client.close()
  await eventually(() => broker.clients.size === 0, "the client has gone")
  await worker.send(body)
  const { totals } = await broker.settled()
  expect(totals).toMatchObject({ received: 1, undeliverable: 1 })
})

test("what waits in the broker for a client that has gone, and comes to no worker, expires", async () => {
  await using attached = await attachToPython("loop", IMPATIENT)
  const { broker } = attached
  const client = reqClient(broker)
  await client.send("Hello")
  await eventually(() => broker.figures().totals.waiting === 1, "it waits")
  client.close()
  const { totals } = await broker.settled()
  expect(totals).toMatchObject({ received: 1, expired: 1 })
})
