import { randomLcg } from "d3-random"
import { expect, test } from "vitest"
import { KeptFrames } from "./kept-frames.js"

const frames = (...texts: readonly string[]) => texts.map((text) => Buffer.from(text))
const kept = (text: string) => ({
  sizeBytes: text.length,
  headBase64: Buffer.from(text.slice(0, 256)).toString("base64"),
})

test("frames of a request and its reply are given back, sizes and empty ones too", () => {
  const keeper = new KeptFrames(10, 100_000)
  keeper.keepRequest(1, frames("client", "", "Hello"))
  expect(keeper.get(1)).toEqual({ request: [kept("client"), kept(""), kept("Hello")], reply: null })
  keeper.keepReply(1, frames("client", "", "World", "!"))
  expect(keeper.get(1)).toEqual({
    request: [kept("client"), kept(""), kept("Hello")],
    reply: [kept("client"), kept(""), kept("World"), kept("!")],
  })
})

test("a long frame keeps its size and its first bytes only", () => {
  const keeper = new KeptFrames(10, 100_000)
  keeper.keepRequest(1, frames("a".repeat(5000), "b"))
  const [long, short] = keeper.get(1)?.request ?? []
  expect(long).toEqual({
    sizeBytes: 5000,
    headBase64: Buffer.from("a".repeat(256)).toString("base64"),
  })
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
  const keeper = new KeptFrames(10, 100_000)
  const frame = Buffer.from("Hello")
  keeper.keepRequest(1, [frame])
  frame.fill(0)
  expect(keeper.get(1)?.request).toEqual([kept("Hello")])
})

test("past the count the oldest go", () => {
  const keeper = new KeptFrames(3, 100_000)
  const numbers = [1, 2, 3, 4]
  for (const number of numbers) keeper.keepRequest(number, frames("x"))
  const isKept = numbers.map((number) => keeper.get(number) !== null)
  expect(isKept).toEqual([false, true, true, true])
})

test("past the bytes the oldest go, and what is left is never mixed up", () => {
  const keeper = new KeptFrames(1000, 20_000)
  const random = randomLcg(1)
  const body = (number: number) => [`${number} `.repeat(1 + Math.floor(random() * 60)), "", "end"]
  const sent = new Map<number, { request: string[]; reply: string[] | null }>()
  for (let number = 1; number <= 500; number += 1) {
    const request = body(number)
    sent.set(number, { request, reply: null })
    keeper.keepRequest(number, frames(...request))
    const earlier = Math.max(1, number - Math.floor(random() * 20))
    const answered = sent.get(earlier)
    if (answered?.reply === null) {
      answered.reply = body(earlier)
      keeper.keepReply(earlier, frames(...answered.reply))
    }
  }
  const held = [...sent].filter(([number]) => keeper.get(number) !== null)
  for (const [number, { request, reply }] of held) {
    expect(keeper.get(number)).toEqual({
      request: request.map(kept),
      reply: reply?.map(kept) ?? null,
    })
  }
  expect(held.length).toBeGreaterThan(20)
  expect(keeper.get(1)).toBeNull()
  expect(keeper.get(500)).not.toBeNull()
})

test("a reply to what is no longer kept is not kept", () => {
  const keeper = new KeptFrames(10, 100_000)
  keeper.keepReply(1, frames("World"))
  expect(keeper.get(1)).toBeNull()
})
