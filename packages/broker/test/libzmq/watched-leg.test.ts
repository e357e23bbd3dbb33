import { once } from "node:events"
import { mkdtemp, rm } from "node:fs/promises"
import { connect, createServer, type Server, type Socket } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { command, eventually, frame, greeting, message, ready } from "@zmqscope/testkit"
import { expect, test } from "vitest"
import { WatchedLeg } from "../../src/libzmq/watched-leg.js"
import { DEFAULT_LIMITS } from "../../src/options.js"

const NUMBER = Buffer.from("0102030405060708", "hex")
const REQUEST = message([NUMBER, Buffer.from("client"), Buffer.alloc(0), Buffer.from("Hello")])
const WORKER_HANDSHAKE = Buffer.concat([greeting(), ready({ "Socket-Type": "REP" })])
const DEALER_HANDSHAKE = Buffer.concat([greeting(), ready({ "Socket-Type": "DEALER" })])

/** A leg between a worker and a DEALER that are both in the test's hands. */
async function openLeg() {
  const directory = await mkdtemp(join(tmpdir(), "zmqscope-leg-"))
  const path = join(directory, "dealer")
  const [backend, dealers] = [createServer(), createServer({ pauseOnConnect: true })]
  backend.listen(0, "127.0.0.1")
  dealers.listen(path)
  await Promise.all([once(backend, "listening"), once(dealers, "listening")])
  const worker = connect(portOf(backend), "127.0.0.1")
  worker.on("error", () => {})
  const connection = await accepted(backend)
  const dealerAccepted = accepted(dealers)
  const events: string[] = []
  const leg = new WatchedLeg(connection, { path }, DEFAULT_LIMITS, {
    joined: ({ socketType }) => events.push(`joined ${socketType}`),
    pinged: () => events.push("pinged"),
    dealt: (head) => events.push(`dealt ${head?.toString("hex")}`),
    replied: ({ frames, bodyBytes }) =>
      events.push(`replied ${frames[0]?.toString("hex")} ${bodyBytes}`),
    closed: (fault) => events.push(fault === undefined ? "closed" : `closed: ${fault.code}`),
  })
  const dealer = await dealerAccepted
  dealer.on("error", () => {})
  return {
    leg,
    worker,
    connection,
    dealer,
    events,
    async [Symbol.asyncDispose]() {
      for (const socket of [worker, connection, dealer]) socket.destroy()
      leg.destroy()
      backend.close()
      dealers.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

test("what the DEALER says passes unchanged; of what the worker says replies are taken, and the rest passes", async () => {
  await using parts = await openLeg()
  const { worker, dealer, events } = parts
  const body = Buffer.from(Array.from({ length: 2_000_000 }, (_, index) => (index * 7) % 256))
  const ping = command("PING", Buffer.from([0, 1, 2]))
  const byDealer = Buffer.concat([DEALER_HANDSHAKE, ping, message([body, body])])
  const commands = Buffer.concat([WORKER_HANDSHAKE, ping, command("PONG")])
  const [toDealer, toWorker] = [
    received(dealer, commands.length),
    received(worker, byDealer.length),
  ]
  dealer.write(byDealer)
  const reply = message([NUMBER, Buffer.from("client"), Buffer.alloc(0), body])
  worker.write(Buffer.concat([WORKER_HANDSHAKE, ping, reply, reply, command("PONG")]))
  expect((await toDealer).equals(commands)).toBe(true)
  expect((await toWorker).equals(byDealer)).toBe(true)
  const replied = `replied ${NUMBER.toString("hex")} ${body.length}`
  await eventually(() => events.filter((event) => event === replied).length === 2, "two replies")
})

test("a worker that replies is alive to the DEALER, which gets none of its replies", async () => {
  await using parts = await openLeg()
  const { worker, dealer, leg, events } = parts
  dealer.write(DEALER_HANDSHAKE)
  worker.write(WORKER_HANDSHAKE)
  await received(dealer, WORKER_HANDSHAKE.length)
  leg.tick()
  const alive = received(dealer, command("PONG").length)
  worker.write(message([NUMBER, Buffer.from("client"), Buffer.alloc(0), Buffer.from("World")]))
  await eventually(() => events.length === 2, "a reply")
  leg.tick()
  leg.tick()
  expect(await alive).toEqual(command("PONG"))
})

test.each([
  { what: "that breaks the protocol", bytes: Buffer.alloc(99, 0xee), code: "malformed" },
  {
    what: "whose READY is longer than the bound",
    bytes: ready({ "Socket-Type": "REP", "X-Name": "n".repeat(9000) }),
    code: "malformed",
  },
  {
    what: "of a socket type that no DEALER deals to",
    bytes: Buffer.concat([ready({ "Socket-Type": "REQ" }), frame(0x40, Buffer.alloc(1))]),
    code: "socket-type",
  },
])("a stream $what is cut, and is no worker", async ({ bytes, code }) => {
  await using parts = await openLeg()
  const { worker, dealer, leg, events } = parts
  dealer.resume()
  dealer.write(DEALER_HANDSHAKE)
  worker.write(Buffer.concat([greeting(), bytes]))
  await leg.ended
  expect(events).toEqual([`closed: ${code}`])
})

test("a side that does not read holds the other back, and gets all when it does", async () => {
  await using parts = await openLeg()
  const { worker, dealer } = parts
  const body = Buffer.from(Array.from({ length: 8_000_000 }, (_, index) => (index * 13) % 256))
  const sent = Buffer.concat([DEALER_HANDSHAKE, message([body])])
  worker.pause()
  dealer.write(sent)
  worker.write(WORKER_HANDSHAKE)
  await once(dealer.resume(), "data")
  expect((await received(worker, sent.length)).equals(sent)).toBe(true)
})

test("what passes after the connection has ended is no longer the worker's", async () => {
  await using parts = await openLeg()
  const { worker, connection, dealer, leg, events } = parts
  worker.write(WORKER_HANDSHAKE)
  dealer.write(DEALER_HANDSHAKE)
  await eventually(() => events.length === 1, "a worker")
  dealer.write(REQUEST)
  await eventually(() => events.length === 2, "a request")
  const before = ["joined REP", `dealt ${NUMBER.toString("hex")}`]
  expect(events).toEqual(before)
  connection.destroy()
  await leg.ended
  dealer.write(REQUEST)
  await closed(dealer)
  expect(events).toEqual([...before, "closed"])
})

test("a handshake that ends with the connection makes no worker", async () => {
  await using parts = await openLeg()
  const { worker, connection, dealer, leg, events } = parts
  worker.write(WORKER_HANDSHAKE)
  await received(dealer, WORKER_HANDSHAKE.length)
  connection.destroy()
  dealer.write(DEALER_HANDSHAKE)
  await leg.ended
  await closed(dealer)
  expect(events).toEqual(["closed"])
})

function accepted(server: Server): Promise<Socket> {
  return new Promise((resolve) => server.once("connection", resolve))
}

/** Whether it was ended or reset. */
function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.once("close", () => resolve()).resume())
}

async function received(socket: Socket, bytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  return new Promise((resolve) => {
    socket.on("data", (chunk: Buffer) => {
      chunks.push(chunk)
      length += chunk.length
      if (length >= bytes) resolve(Buffer.concat(chunks))
    })
    socket.resume()
  })
}

function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === "string") throw new Error("TCP has an address")
  return address.port
}
