import { command, eventually, frame, message } from "@zmqscope/testkit"
import { expect, test } from "vitest"
import { BrokerFixture } from "../broker-fixture.js"
import { ask, echoWorker, reqClient } from "../peers.js"
import { RawPeer } from "../raw-peer.js"

const EMPTY = Buffer.alloc(0)
const HELLO = Buffer.from("Hello")

test.each([
  { what: "a reserved flag", bytes: frame(0x40, HELLO), kind: "malformed" },
  { what: "a second READY", bytes: command("READY"), kind: "malformed" },
  {
    what: "a command that promises more",
    bytes: frame(5, Buffer.from("\x04PING\0\0")),
    kind: "malformed",
  },
  { what: "a frame past the bound", bytes: frame(0, Buffer.alloc(2000)), kind: "frame-too-large" },
  {
    what: "a message of more bytes than the bound",
    bytes: message([EMPTY, ...Array.from({ length: 5 }, () => Buffer.alloc(900))]),
    kind: "message-too-large",
  },
  {
    what: "a message of more frames than the bound",
    bytes: message(Array.from({ length: 20 }, () => EMPTY)),
    kind: "message-too-large",
  },
])(
  "a client that sends $what is cut and told of; the request before it is answered",
  async ({ bytes, kind }) => {
    await using broker = await BrokerFixture.start({
      limits: { frameBytes: 1000, messageBytes: 4000, framesPerMessage: 16 },
    })
    echoWorker(broker)
    const client = reqClient(broker)
    await ask(client, "before")
    using bad = await RawPeer.connect(broker.frontend, "DEALER", {
      properties: { Identity: "bad" },
    })
    bad.socket.write(message([EMPTY, HELLO]))
    expect(await bad.messageAt(0)).toEqual([EMPTY, HELLO])
    const closed = new Promise<void>((resolve) => bad.socket.on("close", () => resolve()))
    bad.socket.write(bytes)
    await closed
    expect(String(await ask(client, "after"))).toBe("after")
    expect(broker.notices()).toMatchObject([{ kind, side: "frontend", name: "bad" }])
    expect(broker.notices()[0]?.address).toMatch(/^127\.0\.0\.1:\d+$/)
  },
)

test.each([
  ["frontend", "REP", "are the ports swapped?"],
  ["backend", "REQ", "are the ports swapped?"],
  ["frontend", "PUB", "Clients (REQ, DEALER) connect here."],
] as const)(
  "at the %s a %s is told that it is wrong there, and so are people",
  async (port, type, advice) => {
    await using broker = await BrokerFixture.start()
    using peer = await RawPeer.connect(broker[port], type)
    await eventually(() => peer.socket.destroyed, "its end")
    expect(peer.commands.at(-1)?.toString("latin1")).toBe(`\x05ERROR\x0ca ${type} socket`)
    expect(broker.notices()).toMatchObject([
      { kind: "socket-type", side: port, advice: expect.stringContaining(advice) },
    ])
    expect(broker.clients.size + broker.workers.size).toBe(0)
  },
)

test("routing ids of libzmq's own making harm nobody: the one that names the next client for one", async () => {
  await using broker = await BrokerFixture.start()
  echoWorker(broker)
  const hostile: RawPeer[] = []
  for (let number = 1; number <= 20; number += 1) {
    const identity = `\0\0\0\0${String.fromCharCode(number)}`
    hostile.push(
      await RawPeer.connect(broker.frontend, "DEALER", { properties: { Identity: identity } }),
    )
  }
  await eventually(() => broker.clients.size === 20, "twenty clients")
  const client = reqClient(broker)
  expect(String(await ask(client, "Hello"))).toBe("Hello")
  for (const peer of hostile) {
    peer.socket.write(message([EMPTY, HELLO]))
    expect(await peer.messageAt(0)).toEqual([EMPTY, HELLO])
  }
  expect(broker.clients.size).toBe(21)
  for (const peer of hostile) peer[Symbol.dispose]()
})
