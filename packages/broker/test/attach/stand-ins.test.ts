import { once } from "node:events"
import { type AddressInfo, connect, createServer, type Socket } from "node:net"
import { eventually, greeting, message, ready } from "@zmqscope/testkit"
import { expect, onTestFinished, test } from "vitest"
import { dealerClient, repWorker } from "../peers.js"
import { addressOf, connectPlain } from "../zmtp-peer.js"
import { attach, IMPATIENT, kindsOf, targetAt } from "./attached.js"

/** What stands for a broker, for what no real one can be made to do in time. Answers where it is. */
async function listening(connected: (socket: Socket) => void): Promise<string> {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on("error", () => {})
    connected(socket)
  }).listen(0, "127.0.0.1")
  onTestFinished(() => void server.close())
  await once(server, "listening")
  return `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`
}

function sayingWho(socketType: string): Buffer {
  return Buffer.concat([greeting(), ready({ "Socket-Type": socketType })])
}

/** One side of a broker, which says who it is, and `lastWords` when a peer hangs up. */
function brokerSide(socketType: string, lastWords: Buffer): Promise<string> {
  return listening((socket) => {
    socket.on("end", () => socket.end(lastWords))
    socket.resume()
    socket.write(sayingWho(socketType))
  })
}

test("what a broker says to a worker that is disconnected from here is seen, and lost with it", async () => {
  const request = ["a", "", "Hello"].map((text) => Buffer.from(text))
  const front = await brokerSide("ROUTER", Buffer.alloc(0))
  const back = await brokerSide("DEALER", message(request))
  const target = targetAt(front, back)
  await using broker = await attach(target, IMPATIENT)
  const client = dealerClient(broker, "a")
  await client.send(["", "Hello"])
  await eventually(() => broker.figures().totals.received === 1, "it has come in")
  repWorker(broker, "cut")
  const { index } = await broker.workerNamed("cut")
  broker.broker.disconnectWorker(index)
  await eventually(() => broker.records("lost").length === 1, "it is lost")
  expect(broker.records("dealt").map(({ worker }) => worker)).toEqual([index])
  expect(broker.records("lost").map(({ cause }) => cause)).toEqual(["disconnected"])
})

test("what a client asks while its broker goes is lost with it, and named", async () => {
  const there = await listening((socket) => {
    socket.write(sayingWho("ROUTER"))
    socket.on("data", (chunk: Buffer) => {
      if (chunk.includes("Hello")) socket.end()
    })
  })
  await using broker = await attach(targetAt(there, there))
  const client = connect({ ...addressOf(broker.frontend), allowHalfOpen: true })
  client.write(sayingWho("DEALER"))
  await eventually(() => broker.clients.size === 1, "it is there")
  client.resume().write(message([Buffer.alloc(0), Buffer.from("Hello")]))
  await once(client, "end")
  client.end(message([Buffer.alloc(0), Buffer.from("still there?")]))
  await eventually(() => broker.figures().totals.received === 2, "both were heard")
  const { totals } = await broker.settled()
  expect(totals).toMatchObject({ received: 2, lost: 2 })
})

test("a client that is held back when its broker goes is heard out", async () => {
  const connections: Socket[] = []
  const there = await listening((socket) => {
    connections.push(socket)
    socket.write(sayingWho("ROUTER"))
  })
  await using broker = await attach(targetAt(there, there))
  const client = connect({ ...addressOf(broker.frontend), allowHalfOpen: true })
  client.write(sayingWho("DEALER"))
  await eventually(() => broker.clients.size === 1, "it is there")
  client.resume().write(message([Buffer.alloc(0), Buffer.alloc(32 * 1024 * 1024)]))
  client.end(message([Buffer.alloc(0), Buffer.from("last")]))
  await eventually(() => broker.figures().clients[0]?.heldBack, "it is held back")
  for (const connection of connections) connection.resetAndDestroy()
  await eventually(() => broker.figures().totals.lost === 2, "both were heard")
  expect(broker.figures().totals).toMatchObject({ received: 2, lost: 2 })
})

test("a client is held back while the broker takes nothing from it", async () => {
  const connections: Socket[] = []
  const there = await listening((socket) => {
    connections.push(socket)
    socket.write(sayingWho("ROUTER"))
  })
  await using broker = await attach(targetAt(there, there))
  const client = dealerClient(broker, "flood")
  const isHeldBack = () => broker.figures().clients[0]?.heldBack
  await client.send(["", "Hello"])
  await eventually(() => isHeldBack() === false, "it is there")
  await client.send(["", Buffer.alloc(32 * 1024 * 1024)])
  await eventually(isHeldBack, "it is held back")
  for (const connection of connections) connection.resume()
  await eventually(() => isHeldBack() === false, "it is no more")
  expect(broker.notices()).toEqual([])
})

test("what is not to be understood passes as bytes, both ways, and is told of once", async () => {
  const got: Buffer[] = []
  const there = await listening((socket) => {
    socket.on("data", (chunk: Buffer) => {
      got.push(chunk)
      socket.write(chunk)
    })
  })
  await using broker = await attach(targetAt(there, there))
  const before = got.length
  const sent = Buffer.concat([greeting({ mechanism: "PLAIN" }), Buffer.alloc(200_000, 7)])
  const plain = await connectPlain(broker.frontend)
  let back = Buffer.alloc(0)
  plain.on("data", (chunk: Buffer) => {
    back = Buffer.concat([back, chunk])
  })
  plain.write(sent)
  await eventually(() => back.length === sent.length, "all of it back")
  expect(back.equals(sent)).toBe(true)
  expect(got.length).toBeGreaterThan(before)
  expect(kindsOf(broker)).toContain("opaque frontend")
  const { totals } = broker.figures()
  expect(totals.received).toBe(0)
  plain.destroy()
})
