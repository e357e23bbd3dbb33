import fc from "fast-check"
import { expect, test } from "vitest"
import { Numbering } from "./numbering.js"

const EPOCH = Buffer.from("abcdef", "hex")
const ROUTING_ID = Buffer.from("client-1")

test("numbers begin at 1 and go up by one", () => {
  const numbering = new Numbering(EPOCH)
  expect([numbering.next(), numbering.next(), numbering.next()]).toEqual([1, 2, 3])
})

test("a number is the epoch and the counter, big-endian, 8 bytes, and the routing id follows", () => {
  const frame = new Numbering(EPOCH).encode(0x0102030405, Buffer.from("ff00", "hex"))
  expect(frame.toString("hex")).toBe("abcdef0102030405ff00")
})

test("a number of this run is decoded", () => {
  const numbering = new Numbering(EPOCH)
  for (let count = 0; count < 300; count += 1) numbering.next()
  for (const number of [1, 255, 256, 300]) {
    expect(numbering.decode(numbering.encode(number, ROUTING_ID))).toBe(number)
  }
})

test("a counter that was never given out is none", () => {
  const numbering = new Numbering(EPOCH)
  numbering.next()
  expect(numbering.decode(numbering.encode(0, ROUTING_ID))).toBeUndefined()
  expect(numbering.decode(numbering.encode(1, ROUTING_ID))).toBe(1)
  expect(numbering.decode(numbering.encode(2, ROUTING_ID))).toBeUndefined()
})

test("a number of another run is none", () => {
  const numbering = new Numbering(EPOCH)
  const other = new Numbering(Buffer.from("abcdee", "hex"))
  expect(numbering.decode(other.encode(numbering.next(), ROUTING_ID))).toBeUndefined()
})

test("two runs have different names", () => {
  expect(new Numbering().run).toMatch(/^[0-9a-f]{6}$/)
  const runs = new Set(Array.from({ length: 10 }, () => new Numbering().run))
  expect(runs.size).toBeGreaterThan(1)
})

test("any other frame is none", () => {
  const numbering = new Numbering(EPOCH)
  numbering.next()
  expect(numbering.decode(undefined)).toBeUndefined()
  const frames = fc.uint8Array({ maxLength: 16 }).map((bytes) => Buffer.from(bytes))
  fc.assert(
    fc.property(frames, (frame) => {
      fc.pre(!frame.subarray(0, 8).equals(numbering.encode(1, Buffer.alloc(0))))
      expect(numbering.decode(frame)).toBeUndefined()
    }),
  )
})
