import { command, greeting, message, ready } from "@zmqscope/testkit"
import { expect, test } from "vitest"
import { byteByByte, cut } from "../test/chunks.js"
import { Interceptor } from "./interceptor.js"
import type { ZmtpLimits } from "./limits.js"

const LIMITS: ZmtpLimits = { frameBytes: 1000, messageBytes: 2000, framesPerMessage: 8 }
const HANDSHAKE = Buffer.concat([greeting(), ready({ "Socket-Type": "REP" })])
const PING = command("PING", Buffer.from([0, 10, 1, 2]))
const EMPTY = Buffer.alloc(0)
const REPLY = [Buffer.from("number"), Buffer.from("client"), EMPTY, Buffer.alloc(300, 7)]

function intercept(chunks: Iterable<Buffer>) {
  const passed: Buffer[] = []
  const messages: string[][] = []
  const readies: string[] = []
  const interceptor = new Interceptor(LIMITS, {
    ready: (properties, { minor }) =>
      readies.push(`${String(properties.get("socket-type"))} ${minor}`),
    message: ({ frames }) => messages.push(frames.map((frame) => frame.toString("hex"))),
    passes: (bytes) => passed.push(Buffer.from(bytes)),
  })
  let code: string | undefined
  for (const chunk of chunks) code = interceptor.push(Buffer.from(chunk))?.code
  return { passed: Buffer.concat(passed), messages, readies, code }
}

const SESSION = Buffer.concat([
  HANDSHAKE,
  message(REPLY),
  PING,
  message(REPLY, { long: true }),
  command("PONG"),
])

test.each([
  { how: "whole", chunks: [SESSION] },
  { how: "byte by byte", chunks: byteByByte(SESSION) },
  { how: "cut within", chunks: cut(SESSION, [30, 64, 70, 120, 400, 700]) },
])("messages are taken, and handshake and heartbeats pass: $how", ({ chunks }) => {
  const { passed, messages, readies, code } = intercept(chunks)
  expect(passed).toEqual(Buffer.concat([HANDSHAKE, PING, command("PONG")]))
  const frames = REPLY.map((frame) => frame.toString("hex"))
  expect(messages).toEqual([frames, frames])
  expect(readies).toEqual(["REP 1"])
  expect(code).toBeUndefined()
})

test("a greeting passes as it comes, before it is whole", () => {
  expect(intercept([greeting().subarray(0, 11)]).passed).toEqual(greeting().subarray(0, 11))
})

test("what is no greeting does not pass", () => {
  const { passed, code } = intercept([Buffer.from("GET / HTTP/1.1\r\n\r\n")])
  expect(passed).toEqual(EMPTY)
  expect(code).toBe("not-zmtp")
})

test.each([
  { what: "a message before READY", bytes: message(REPLY), before: greeting(), code: "handshake" },
  { what: "a second READY", bytes: ready({}), before: HANDSHAKE, code: "malformed" },
  {
    what: "a frame that is too large",
    bytes: message([Buffer.alloc(1001)]),
    before: HANDSHAKE,
    code: "frame-too-large",
  },
  {
    what: "a message of too many frames",
    bytes: message(Array.from({ length: 9 }, () => EMPTY)),
    before: HANDSHAKE,
    code: "message-too-large",
  },
])("$what is a fault", ({ bytes, before, code }) => {
  const intercepted = intercept([Buffer.concat([before, bytes])])
  expect(intercepted.code).toBe(code)
  expect(intercepted.messages).toEqual([])
})
