import { command, frame, greeting, message, ready } from "@zmqscope/testkit"
import { describe, expect, test } from "vitest"
import { byteByByte } from "../test/chunks.js"
import { TestPeer } from "../test/peer.js"
import { HANDSHAKE } from "../test/streams.js"

const EMPTY = Buffer.alloc(0)

describe("the handshake", () => {
  test("is greeting and READY, the latter once the peer's greeting has come", () => {
    const peer = new TestPeer({
      routingId: Buffer.from("us"),
      properties: [["X-Name", Buffer.from("n")]],
    })
    peer.connection.open()
    expect(Buffer.concat(peer.written)).toEqual(greeting())
    peer.push([greeting().subarray(0, 63)])
    expect(peer.answered).toEqual(EMPTY)
    peer.push([greeting().subarray(63)])
    expect(peer.answered).toEqual(ready({ "Socket-Type": "ROUTER", Identity: "us", "X-Name": "n" }))
    expect(peer.connection.peer).toBeUndefined()
  })

  test("tells of the peer: type, routing id, properties, version", () => {
    const peer = new TestPeer()
    peer.push([greeting(), ready({ "Socket-Type": "DEALER", Identity: "me", "x-nAME": "größer" })])
    expect(peer.peers).toEqual([
      {
        socketType: "DEALER",
        routingId: Buffer.from("me"),
        properties: new Map([
          ["socket-type", Buffer.from("DEALER")],
          ["identity", Buffer.from("me")],
          ["x-name", Buffer.from("größer")],
        ]),
        version: { major: 3, minor: 1 },
      },
    ])
    expect(peer.connection.peer).toBe(peer.peers[0])
  })

  test("what it tells of is a copy: the chunks may be written over", () => {
    const peer = new TestPeer()
    const bytes = Buffer.from(HANDSHAKE)
    peer.push([bytes])
    bytes.fill(0xee)
    expect(peer.peers[0]?.routingId.toString()).toBe("me")
  })

  test("without a routing id gives an empty one", () => {
    const peer = new TestPeer().push([greeting(), ready({ "Socket-Type": "REQ" })])
    expect(peer.peers[0]?.routingId).toEqual(EMPTY)
  })

  test.each([
    { minor: 0, answers: false },
    { minor: 1, answers: true },
    { minor: 7, answers: true },
  ])("with ZMTP 3.$minor is good; whether it answers PING: $answers", ({ minor, answers }) => {
    const peer = new TestPeer().push([greeting({ minor }), ready({ "Socket-Type": "REQ" })])
    expect(peer.fault).toBeUndefined()
    expect(peer.peers[0]?.version).toEqual({ major: 3, minor })
    expect(peer.connection.hasHeartbeats).toBe(answers)
  })

  test("with a later major version is good: it comes down to ours", () => {
    const peer = new TestPeer().push([greeting({ version: 4 }), ready({ "Socket-Type": "REQ" })])
    expect(peer.fault).toBeUndefined()
    expect(peer.peers).toHaveLength(1)
  })

  test("may come in one chunk with messages behind it", () => {
    const peer = new TestPeer().push([Buffer.concat([HANDSHAKE, message([Buffer.from("a")])])])
    expect(peer.peers).toHaveLength(1)
    expect(peer.items).toEqual([{ message: ["61"] }])
  })

  test.each([
    { what: "HTTP", bytes: Buffer.from("GET / HTTP/1.1\r\n\r\n"), code: "not-zmtp" },
    { what: "TLS", bytes: Buffer.from("16030100f8010000f40303", "hex"), code: "not-zmtp" },
    { what: "zeros", bytes: Buffer.alloc(64), code: "not-zmtp" },
    { what: "ones", bytes: Buffer.alloc(64, 0xff), code: "not-zmtp" },
    { what: "ZMTP 1.0", bytes: Buffer.from("0100", "hex"), code: "old-zmtp" },
    { what: "ZMTP 2.0", bytes: greeting({ version: 1 }), code: "old-zmtp" },
    { what: "CURVE", bytes: greeting({ mechanism: "CURVE" }), code: "mechanism" },
    { what: "PLAIN", bytes: greeting({ mechanism: "PLAIN" }), code: "mechanism" },
    {
      what: "a mechanism that begins as NULL",
      bytes: greeting({ mechanism: "NULLS" }),
      code: "mechanism",
    },
    { what: "no mechanism", bytes: greeting({ mechanism: "" }), code: "mechanism" },
    { what: "a PUB", bytes: [greeting(), ready({ "Socket-Type": "PUB" })], code: "socket-type" },
    {
      what: "a REP at a ROUTER",
      bytes: [greeting(), ready({ "Socket-Type": "REP" })],
      code: "socket-type",
    },
    { what: "no socket type", bytes: [greeting(), ready({})], code: "socket-type" },
    {
      what: "a type in lower case",
      bytes: [greeting(), ready({ "Socket-Type": "req" })],
      code: "socket-type",
    },
    {
      what: "a routing id that is too long",
      bytes: [greeting(), ready({ "Socket-Type": "REQ", Identity: "i".repeat(256) })],
      code: "malformed",
    },
    {
      what: "an ERROR",
      bytes: [greeting(), command("ERROR", Buffer.from("\x02no"))],
      code: "handshake",
    },
    {
      what: "PING before READY",
      bytes: [greeting(), command("PING", Buffer.alloc(2))],
      code: "handshake",
    },
    { what: "PONG before READY", bytes: [greeting(), command("PONG")], code: "handshake" },
    {
      what: "an unknown command before READY",
      bytes: [greeting(), command("HELLO")],
      code: "handshake",
    },
    { what: "a message before READY", bytes: [greeting(), message([EMPTY])], code: "handshake" },
    {
      what: "a second READY",
      bytes: [HANDSHAKE, ready({ "Socket-Type": "REQ" })],
      code: "malformed",
    },
    { what: "an empty command", bytes: [greeting(), frame(4, EMPTY)], code: "malformed" },
    {
      what: "a READY of more than 8 KiB",
      bytes: [greeting(), ready({ "Socket-Type": "REQ", "X-Name": "n".repeat(8192) })],
      code: "malformed",
    },
    {
      what: "a READY whose value is cut off",
      bytes: [greeting(), command("READY", Buffer.from("\x04Name\0\0\0\x05four"))],
      code: "malformed",
    },
    {
      what: "a READY whose name is cut off",
      bytes: [greeting(), command("READY", Buffer.from("\x09Name"))],
      code: "malformed",
    },
    { what: "a reserved flag", bytes: [HANDSHAKE, frame(8, EMPTY)], code: "malformed" },
    {
      what: "a command that promises more",
      bytes: [HANDSHAKE, frame(5, Buffer.from("\x04PONG"))],
      code: "malformed",
    },
  ])("refuses $what by name, whatever the chunks, and takes nothing more", ({ bytes, code }) => {
    const stream = Buffer.concat([
      ...(Array.isArray(bytes) ? bytes : [bytes]),
      message([Buffer.from("x")]),
    ])
    for (const chunks of [[stream], byteByByte(stream)]) {
      const peer = new TestPeer().push(chunks)
      expect(peer.fault?.code).toBe(code)
      expect(peer.fault?.detail).not.toBe("")
      expect(peer.items).toEqual([])
      expect(peer.push([HANDSHAKE, message([Buffer.from("x")])]).fault?.code).toBe(code)
      expect(peer.items).toEqual([])
    }
  })

  test("a peer whose type is wrong is told with an ERROR", () => {
    const peer = new TestPeer()
    peer.connection.open()
    peer.push([greeting(), ready({ "Socket-Type": "PUB" })])
    const answered = peer.answered.toString("latin1")
    expect(answered).toContain("\x05ERROR\x0ca PUB socket")
    peer.push([HANDSHAKE])
    expect(peer.answered.toString("latin1")).toBe(answered)
  })
})
