import { property } from "@zmqscope/testkit"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { encodeError, encodePong, encodeReady, PING, readCommand } from "./commands.js"

/** A command's body, without its frame's header. */
function bodyOf(encoded: Buffer): Buffer {
  return encoded.subarray(encoded[0] === 4 ? 2 : 9)
}

describe("reads", () => {
  test("what it writes", () => {
    const properties = [
      ["Socket-Type", Buffer.from("DEALER")],
      ["Identity", Buffer.alloc(0)],
      ["X-Name", Buffer.alloc(300, 7)],
    ] as const
    expect(readCommand(bodyOf(encodeReady(properties)))).toEqual({
      name: "READY",
      properties: new Map(properties.map(([name, value]) => [name.toLowerCase(), value])),
    })
    expect(readCommand(bodyOf(PING))).toEqual({
      name: "PING",
      ttlDeciseconds: 0,
      context: Buffer.alloc(0),
    })
    expect(readCommand(bodyOf(encodePong(Buffer.from("ctx"))))).toEqual({
      name: "PONG",
      context: Buffer.from("ctx"),
    })
    expect(readCommand(bodyOf(encodeError("because")))).toEqual({
      name: "ERROR",
      reason: "because",
    })
  })

  test("a PING's TTL and 16 bytes of its context", () => {
    const body = Buffer.from(`\x04PING\x01\x02${"c".repeat(20)}`, "latin1")
    expect(readCommand(body)).toEqual({
      name: "PING",
      ttlDeciseconds: 0x0102,
      context: Buffer.from("c".repeat(16)),
    })
  })

  test("commands of later versions as of no meaning", () => {
    expect(readCommand(Buffer.from("\x09SUBSCRIBEtopic"))).toEqual({ name: "OTHER" })
    // Names are told apart by case (RFC 37).
    expect(readCommand(Buffer.from("\x05ready"))).toEqual({ name: "OTHER" })
  })

  test("an ERROR without a reason, or one that is cut off", () => {
    expect(readCommand(Buffer.from("\x05ERROR"))).toEqual({ name: "ERROR", reason: "" })
    expect(readCommand(Buffer.from("\x05ERROR\x09why"))).toEqual({ name: "ERROR", reason: "why" })
  })
})

test.each([
  { what: "nothing", body: "" },
  { what: "an empty name", body: "\0" },
  { what: "a name that is cut off", body: "\x05REA" },
  { what: "a PING without a TTL", body: "\x04PING\x01" },
  { what: "a property's name without a value", body: "\x05READY\x04Name" },
  { what: "a property's value that is cut off", body: "\x05READY\x01N\0\0\0\x02v" },
  { what: "a property of 4 GiB", body: "\x05READY\x01N\xff\xff\xff\xffv" },
])("$what is malformed", ({ body }) => {
  expect(readCommand(Buffer.from(body, "latin1"))).toMatchObject({ code: "malformed" })
})

test("a property's value is a copy, so that the chunk it came in is let go", () => {
  const body = Buffer.concat([Buffer.from("\x05READY"), property("X-Name", "value")])
  const command = readCommand(body)
  body.fill(0)
  expect("properties" in command && command.properties.get("x-name")?.toString()).toBe("value")
})

test("an ERROR's reason is cut to what its length can say", () => {
  const encoded = encodeError("y".repeat(1000))
  expect(readCommand(bodyOf(encoded))).toEqual({ name: "ERROR", reason: "y".repeat(255) })
})

test("any body is read or malformed, and never throws", () => {
  const bodies = fc.oneof(
    fc.uint8Array({ maxLength: 60 }),
    fc
      .tuple(
        fc.constantFrom("\x05READY", "\x04PING", "\x04PONG", "\x05ERROR"),
        fc.uint8Array({ maxLength: 60 }),
      )
      .map(([name, data]) => Buffer.concat([Buffer.from(name), data])),
  )
  fc.assert(
    fc.property(bodies, (body) => {
      const command = readCommand(Buffer.from(body))
      expect("name" in command || command.code === "malformed").toBe(true)
    }),
    { seed: 1, numRuns: 1000 },
  )
})
