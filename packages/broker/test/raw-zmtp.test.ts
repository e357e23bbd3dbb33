import { command, eventually, frame, message } from "@zmqscope/testkit"
import { describe, expect, test } from "vitest"
import { BrokerFixture } from "./broker-fixture.js"
import { ENGINE_HAS } from "./engine.js"
import { ask, echoWorker, reqClient } from "./peers.js"
import { RawPeer } from "./raw-peer.js"

const EMPTY = Buffer.alloc(0)
const HELLO = Buffer.from("Hello")

describe("a client that is written by hand", () => {
  test("asks and is answered, byte for byte, whatever the pieces that it comes in", async () => {
    await using broker = await BrokerFixture.start()
    echoWorker(broker)
    using client = await RawPeer.connect(broker.frontend, "REQ", {
      properties: { Identity: "raw" },
    })
    const body = Buffer.from(Array.from({ length: 70_000 }, (_, index) => (index * 7) % 256))
    const requests = [
      message([EMPTY, HELLO]),
      message([EMPTY, HELLO], { long: true }),
      message([EMPTY, Buffer.alloc(255, 1), EMPTY, Buffer.alloc(256, 2), EMPTY]),
      message([EMPTY, body]),
    ]
    for (const [index, request] of requests.entries()) {
      const size = Math.max(1, Math.floor(request.length / 50))
      for (let at = 0; at < request.length; at += size) {
        client.socket.write(request.subarray(at, at + size))
      }
      const answer = await client.messageAt(index)
      // Lengths are as short as they can be in what libzmq sends.
      if (index !== 1) expect(message(answer).equals(request)).toBe(true)
      else expect(answer).toEqual([EMPTY, HELLO])
    }
    expect([...broker.clients.values()]).toMatchObject([{ name: "raw" }])
  })

  test("may send its request within its handshake's packet, and others right behind", async () => {
    await using broker = await BrokerFixture.start()
    echoWorker(broker)
    using client = await RawPeer.connect(broker.frontend, "DEALER")
    const count = 300
    const requests = Array.from({ length: count }, (_, number) =>
      message([EMPTY, Buffer.from(`${number}`)]),
    )
    client.socket.write(Buffer.concat(requests))
    await client.messageAt(count - 1)
    const answers = client.messages.map(([, body]) => Number(String(body)))
    expect(answers).toEqual(Array.from({ length: count }, (_, number) => number))
  })

  test("may send a PING between the frames of a request", async () => {
    await using broker = await BrokerFixture.start()
    echoWorker(broker)
    using client = await RawPeer.connect(broker.frontend, "REQ")
    client.socket.write(
      Buffer.concat([frame(1, EMPTY), command("PING", Buffer.from("\0\x0actx")), frame(0, HELLO)]),
    )
    expect(await client.messageAt(0)).toEqual([EMPTY, HELLO])
  })
})

describe("a worker that is written by hand", () => {
  test.each(["REP", "DEALER", "ROUTER"])("and says that it is a %s is dealt to", async (type) => {
    await using broker = await BrokerFixture.start()
    using worker = await RawPeer.connect(broker.backend, type, { properties: { "X-Name": "raw" } })
    await broker.workerNamed("raw")
    const client = reqClient(broker, "asker")
    await client.send(["Hello", "you"])
    const request = await worker.messageAt(0)
    const [numbered, ...rest] = request
    expect(numbered?.toString("latin1", ENGINE_HAS.bytesInFront)).toBe("asker")
    expect(rest.map(String)).toEqual(["", "Hello", "you"])
    worker.socket.write(message([...request.slice(0, -2), Buffer.from("World")]))
    expect((await client.receive()).map(String)).toEqual(["World"])
  })

  test("and speaks ZMTP 3.0, which has no heartbeats, is not cut while it works, and that is told", async () => {
    await using broker = await BrokerFixture.start()
    // Answers nothing but requests; a worker that has heartbeats and gives none is cut meanwhile.
    using old = await RawPeer.connect(broker.backend, "REP", {
      minor: 0,
      properties: { "X-Name": "old" },
    })
    await broker.workerNamed("old")
    expect([...broker.workers.values()]).toMatchObject([{ heartbeats: false }])
    const client = reqClient(broker)
    await client.send("Hello")
    const request = await old.messageAt(0)
    using mute = await RawPeer.connect(broker.backend, "REP", { properties: { "X-Name": "mute" } })
    const { index } = await broker.workerNamed("mute")
    await eventually(() => !broker.workers.has(index), "the mute one's end")
    expect(mute.commands.some((body) => body.toString("latin1", 1, 5) === "PING")).toBe(true)
    old.socket.write(message(request))
    expect(String(await client.receive())).toBe("Hello")
    expect(broker.workers.size).toBe(1)
  })
})

describe("heartbeats", () => {
  test.each([
    ["frontend", "REQ"],
    ["backend", "REP"],
  ] as const)("at the %s a PING is answered with its context", async (port, type) => {
    await using broker = await BrokerFixture.start()
    using peer = await RawPeer.connect(broker[port], type)
    peer.socket.write(command("PING", Buffer.from("\0\x64context")))
    const pong = await eventually(
      () => peer.commands.find((body) => body.toString("latin1", 1, 5) === "PONG"),
      "a PONG",
    )
    expect(String(pong)).toBe("\x04PONGcontext")
  })

  test("a worker that answers PINGs stays, idle or busy; one that falls silent is cut, and loses what it had", async () => {
    await using broker = await BrokerFixture.start()
    using worker = await RawPeer.connect(broker.backend, "REP", { properties: { "X-Name": "raw" } })
    const { index } = await broker.workerNamed("raw")
    let pings = 0
    const answer = () => {
      const seen = worker.commands.filter((body) => body.toString("latin1", 1, 5) === "PING").length
      for (; pings < seen; pings += 1) worker.socket.write(command("PONG"))
    }
    worker.socket.on("data", answer)
    await reqClient(broker).send("Hello")
    await worker.messageAt(0)
    // Longer than it takes to find a silent one.
    await eventually(() => pings >= 8, "eight PINGs")
    expect(broker.workers.has(index)).toBe(true)
    worker.socket.off("data", answer)
    await eventually(() => !broker.workers.has(index), "its end")
    expect((await broker.settled()).totals).toMatchObject({ received: 1, lost: 1 })
    expect(broker.records("lost")).toMatchObject([{ cause: "silent" }])
  })
})

describe("while somebody writes nonsense behind a good handshake, others go on:", () => {
  test.each([
    { what: "a reserved flag", bytes: frame(0x40, HELLO) },
    { what: "a frame of 2^63 bytes", bytes: Buffer.from("028000000000000000", "hex") },
    { what: "a second READY", bytes: command("READY") },
    { what: "a command that promises more", bytes: frame(5, Buffer.from("\x04PING\0\0")) },
  ])("$what", async ({ bytes }) => {
    await using broker = await BrokerFixture.start()
    echoWorker(broker, "good")
    const client = reqClient(broker)
    await ask(client, "before")
    using badClient = await RawPeer.connect(broker.frontend, "DEALER")
    using badWorker = await RawPeer.connect(broker.backend, "REP", {
      properties: { "X-Name": "bad" },
    })
    await broker.workersJoined(2)
    const closed = new Promise<void>((resolve) => badWorker.socket.on("close", () => resolve()))
    badClient.socket.write(bytes)
    badWorker.socket.write(bytes)
    await closed
    await broker.workersJoined(1)
    expect(String(await ask(client, "after"))).toBe("after")
    expect(broker.notices().filter(({ side }) => side === "backend")).toMatchObject([
      { name: "bad" },
    ])
  })
})
