import { command, greeting, message, ready } from "@zmqscope/testkit"
import { expect, test } from "vitest"
import { byteByByte } from "../test/chunks.js"
import { Follower } from "./follower.js"

const READY = ready({ "Socket-Type": "REQ", Identity: "me" })

/** Follows chunks, each read when its turn comes, and writes down what it is told. */
function follow(chunks: readonly (() => Buffer)[]) {
  const told: unknown[] = []
  let body = ""
  const follower = new Follower({
    ready: ({ properties, version, frameBytes }) => {
      told.push(["ready", String(properties.get("identity")), version.minor, frameBytes])
    },
    frame: (length) => told.push(length),
    piece: (chunk, from, to, left) => {
      body += chunk.toString("latin1", from, to)
      if (left > 0) return
      told.push(body)
      body = ""
    },
    messageEnded: () => told.push("end"),
  })
  const faults = chunks.map((read) => follower.push(read())).filter((fault) => fault !== undefined)
  return { told, faults }
}

const STREAM = Buffer.concat([
  greeting(),
  READY,
  message([Buffer.from("a"), Buffer.alloc(0), Buffer.from("body")]),
  command("PING", Buffer.from([0, 0])),
  message([Buffer.alloc(300, "x")]),
])
const TOLD = [
  ["ready", "me", 1, READY.length],
  1,
  "a",
  0,
  "",
  4,
  "body",
  "end",
  300,
  "x".repeat(300),
  "end",
]

test("tells READY and messages, frame by frame, and passes commands over", () => {
  expect(follow([() => STREAM])).toEqual({ told: TOLD, faults: [] })
})

test("the same when it comes byte by byte, in one buffer that is used again", () => {
  const buffer = Buffer.alloc(1)
  const chunks = Array.from(byteByByte(STREAM), (chunk) => () => {
    chunk.copy(buffer)
    return buffer
  })
  expect(follow(chunks)).toEqual({ told: TOLD, faults: [] })
})

test.each([
  { what: "another mechanism", bytes: greeting({ mechanism: "CURVE" }), code: "mechanism" },
  { what: "an older version", bytes: greeting({ version: 1 }), code: "old-zmtp" },
  { what: "HTTP", bytes: Buffer.from("GET / HTTP/1.1\r\n"), code: "not-zmtp" },
  {
    what: "a message before its READY",
    bytes: Buffer.concat([greeting(), message([Buffer.from("a")])]),
    code: "handshake",
  },
  {
    what: "an ERROR",
    bytes: Buffer.concat([greeting(), command("ERROR", Buffer.from("\x02no"))]),
    code: "handshake",
  },
  {
    what: "another command first",
    bytes: Buffer.concat([greeting(), command("HELLO")]),
    code: "handshake",
  },
])("$what cannot be followed, and says why", ({ bytes, code }) => {
  expect(follow([() => bytes]).faults).toMatchObject([{ code }])
})
