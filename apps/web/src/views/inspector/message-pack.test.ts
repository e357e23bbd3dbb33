import { Encoder, ExtData } from "@msgpack/msgpack"
import { expect, test } from "vitest"
import { layOutMessagePack } from "./message-pack.js"

const encode = (value: unknown) => new Encoder({ useBigInt64: true }).encode(value)
const read = (value: unknown): unknown => JSON.parse(layOutMessagePack(encode(value)) ?? "null")

test("maps, lists and numbers are laid out", () => {
  expect(layOutMessagePack(encode({ job: [1, -2, 3.5, null, true] }))).toBe(
    '{\n  "job": [\n    1,\n    -2,\n    3.5,\n    null,\n    true\n  ]\n}',
  )
})

test("what JSON has no form for is said in its own", () => {
  expect(read({ big: 2n ** 60n, small: 7n, bytes: Uint8Array.of(0, 255) })).toEqual({
    big: "1152921504606846976",
    small: 7,
    bytes: "0x00ff",
  })
  expect(read(new ExtData(5, Uint8Array.of(1)))).toEqual({ extension: 5, data: "0x01" })
})

test("text, a part of a value, and nothing are no MessagePack", () => {
  expect(layOutMessagePack(new TextEncoder().encode("Hello"))).toBeNull()
  expect(layOutMessagePack(encode({ job: "x".repeat(100) }).subarray(0, 50))).toBeNull()
  expect(layOutMessagePack(new Uint8Array(0))).toBeNull()
})
