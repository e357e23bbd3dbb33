import { expect, test } from "vitest"
import { KeptFrames } from "./kept-frames.js"

const frames = (...texts: readonly string[]) => texts.map((text) => Buffer.from(text))
const kept = (text: string) => ({
  sizeBytes: text.length,
  headBase64: Buffer.from(text).toString("base64"),
})

test("frames of a request and its reply are given back, sizes and empty ones too", () => {
  const keeper = new KeptFrames(10, 1000)
  keeper.keepRequest(1, frames("client", "", "Hello"))
  expect(keeper.get(1)).toEqual({ request: [kept("client"), kept(""), kept("Hello")], reply: null })
  keeper.keepReply(1, frames("client", "", "World", "!"))
  expect(keeper.get(1)).toEqual({
    request: [kept("client"), kept(""), kept("Hello")],
    reply: [kept("client"), kept(""), kept("World"), kept("!")],
  })
})

test("a long frame keeps its size and its first bytes only", () => {
  const keeper = new KeptFrames(10, 1000)
  keeper.keepRequest(1, frames("a".repeat(5000), "b"))
  const [long, short] = keeper.get(1)?.request ?? []
  expect(long).toEqual({ ...kept("a".repeat(256)), sizeBytes: 5000 })
  expect(short).toEqual(kept("b"))
})

test("a message of many frames keeps its first", () => {
  const keeper = new KeptFrames(10, 100_000)
  keeper.keepRequest(1, frames(...Array.from({ length: 1000 }, (_, index) => `${index}`)))
  const { request } = keeper.get(1) ?? {}
  expect(request).toHaveLength(16)
  expect(request?.at(-1)).toEqual(kept("15"))
})

test("what is kept is a copy", () => {
  const keeper = new KeptFrames(10, 1000)
  const frame = Buffer.from("Hello")
  keeper.keepRequest(1, [frame])
  frame.fill(0)
  expect(keeper.get(1)?.request).toEqual([kept("Hello")])
})

test("past the count the oldest go", () => {
  const keeper = new KeptFrames(3, 1000)
  for (const number of [1, 2, 3, 4]) keeper.keepRequest(number, frames("x"))
  expect([1, 2, 3, 4].map((number) => keeper.get(number) !== null)).toEqual([
    false,
    true,
    true,
    true,
  ])
})

test("past the bytes the oldest go, replies counted", () => {
  const keeper = new KeptFrames(100, 30)
  keeper.keepRequest(1, frames("1".repeat(10)))
  keeper.keepRequest(2, frames("2".repeat(10)))
  keeper.keepReply(2, frames("2".repeat(10)))
  expect(keeper.get(1)).not.toBeNull()
  keeper.keepReply(1, frames("1"))
  expect(keeper.get(1)).toBeNull()
  expect(keeper.get(2)?.reply).toEqual([kept("2".repeat(10))])
  // What went is off the account: there is room for ten bytes again.
  keeper.keepRequest(3, frames("3".repeat(10)))
  expect(keeper.get(2)).not.toBeNull()
})

test("a reply to what is no longer kept is not kept", () => {
  const keeper = new KeptFrames(10, 1000)
  keeper.keepReply(1, frames("World"))
  expect(keeper.get(1)).toBeNull()
})
