import { greeting } from "@zmqscope/testkit"
import { describe, expect, test } from "vitest"
import { GREETING, GreetingReader } from "./greeting.js"

test("ours is ZMTP 3.1 with NULL, and we are no server", () => {
  expect(GREETING).toEqual(greeting())
})

test("it takes no byte behind its 64", () => {
  const reader = new GreetingReader()
  expect(reader.push(greeting().subarray(0, 10))).toBe(10)
  expect(reader.isWhole).toBe(false)
  expect(reader.push(Buffer.concat([greeting().subarray(10), Buffer.alloc(99)]))).toBe(54)
  expect(reader.isWhole).toBe(true)
  expect(reader.version).toEqual({ major: 3, minor: 1 })
})

describe("it refuses at the first byte that cannot be of one", () => {
  test.each([
    { what: "HTTP", bytes: Buffer.from("GET / HTTP/1.1"), at: 2 },
    { what: "a false signature", bytes: Buffer.alloc(64, 0xff), at: 10 },
    { what: "ZMTP 1.0", bytes: Buffer.from("0100", "hex"), at: 2 },
    { what: "ZMTP 2.0", bytes: greeting({ version: 1 }), at: 11 },
    { what: "another mechanism", bytes: greeting({ mechanism: "PLAIN" }), at: 64 },
  ])("$what: byte $at", ({ bytes, at }) => {
    const reader = new GreetingReader()
    for (let place = 0; place < at - 1; place += 1) {
      expect(reader.push(bytes.subarray(place, place + 1))).toBe(1)
    }
    expect(reader.push(bytes.subarray(at - 1, at))).toHaveProperty("code")
  })
})

test.each([
  { bytes: Buffer.from("GET / HTTP/1.1\r\nHost: x"), says: 'it began with "GET / HTTP/1.1"' },
  { bytes: Buffer.from("16030100", "hex"), says: "it began with 0x16030100" },
  { bytes: greeting({ mechanism: "CURVE" }), says: 'it wants "CURVE"' },
  { bytes: greeting({ mechanism: "\x1b[31m" }), says: 'it wants "?[31m"' },
  { bytes: greeting({ version: 1 }), says: "it speaks ZMTP 2.0" },
])("it says what it saw: $says", ({ bytes, says }) => {
  expect(new GreetingReader().push(bytes)).toMatchObject({ detail: says })
})
