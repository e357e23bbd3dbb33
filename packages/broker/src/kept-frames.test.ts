import { Message } from "@zmqscope/zmtp"
import { randomLcg } from "d3-random"
import { expect, test } from "vitest"
import { framesOf, messageOf } from "../test/parts.js"
import { KeptFrames } from "./kept-frames.js"

const CLIENT = Buffer.from("client")

/** A clock of which each look is a second after the one before. */
function secondsApart(): () => number {
  let us = 0
  return () => {
    us += 1e6
    return us
  }
}

/** Keeps first bytes alone, unless it is given room for more. */
function keeperOf(
  keptEnvelopes: number,
  keptBytes: number,
  bodyBytes = 0,
  bodiesBytes = 0,
  nowUs = secondsApart(),
) {
  return new KeptFrames({ keptEnvelopes, keptBytes, bodyBytes, bodiesBytes }, nowUs)
}

/** Keeps a request of these frames, of one client. */
function keepRequest(keeper: KeptFrames, envelope: number, ...texts: readonly string[]): void {
  keeper.keepRequest(envelope, CLIENT, messageOf(...texts))
}

function keepReply(keeper: KeptFrames, envelope: number, ...texts: readonly string[]): void {
  keeper.keepReply(envelope, messageOf("client", ...texts))
}

const kept = (text: string) => ({
  sizeBytes: text.length,
  headBase64: Buffer.from(text.slice(0, 256)).toString("base64"),
})

test("frames of a request and its reply are given back, sizes and empty ones too", () => {
  const keeper = keeperOf(10, 100_000)
  keepRequest(keeper, 1, "", "Hello")
  expect(keeper.get(1)).toEqual({
    request: [kept("client"), kept(""), kept("Hello")],
    requestFrames: 3,
    reply: null,
  })
  keepReply(keeper, 1, "", "World", "!")
  expect(keeper.get(1)).toEqual({
    request: [kept("client"), kept(""), kept("Hello")],
    requestFrames: 3,
    reply: [kept("client"), kept(""), kept("World"), kept("!")],
    replyFrames: 4,
  })
})

test("a long frame keeps its size and its first bytes only", () => {
  const keeper = keeperOf(10, 100_000)
  keepRequest(keeper, 1, "a".repeat(5000), "b")
  const [, long, short] = keeper.get(1)?.request ?? []
  expect(long).toEqual({
    sizeBytes: 5000,
    headBase64: Buffer.from("a".repeat(256)).toString("base64"),
  })
  expect(short).toEqual(kept("b"))
})

test("a message of many frames keeps its first, and says how many there were", () => {
  const keeper = keeperOf(10, 100_000)
  const many = Array.from({ length: 1000 }, (_, index) => `${index}`)
  keepRequest(keeper, 1, ...many)
  keepReply(keeper, 1, ...many)
  const { request, requestFrames, reply, replyFrames } = keeper.get(1) ?? {}
  expect([requestFrames, replyFrames]).toEqual([1001, 1001])
  for (const heads of [request, reply]) {
    expect(heads).toHaveLength(16)
    expect(heads?.at(-1)).toEqual(kept("14"))
  }
})

test("a message is kept alike, as frames or as parts of the wire cut anywhere", () => {
  const wire = Buffer.concat(Message.ofFrames(framesOf("", "Hello", "x".repeat(300))).parts)
  for (let place = 2; place < wire.length; place += 1) {
    // No header lies across two parts: the first two are at 0 and 2, the last at 9.
    if ((place > 2 && place < 4) || (place > 9 && place < 18)) continue
    const keeper = keeperOf(10, 100_000)
    const parts = [wire.subarray(0, place), wire.subarray(place)]
    const counted = { frameCount: 3, sizeBytes: wire.length, delimiter: 0, bodyBytes: 305 }
    keeper.keepRequest(1, CLIENT, Message.ofParts(parts, counted))
    expect(keeper.get(1)?.request, `cut behind byte ${place}`).toEqual([
      kept("client"),
      kept(""),
      kept("Hello"),
      kept("x".repeat(300)),
    ])
  }
})

test("what is kept is a copy", () => {
  const keeper = keeperOf(10, 100_000)
  const frame = Buffer.from("Hello")
  const routingId = Buffer.from("client")
  keeper.keepRequest(1, routingId, Message.ofFrames([frame]))
  frame.fill(0)
  routingId.fill(0)
  expect(keeper.get(1)?.request).toEqual([kept("client"), kept("Hello")])
})

test("past the count the oldest go", () => {
  const keeper = keeperOf(3, 100_000)
  const numbers = [1, 2, 3, 4]
  for (const number of numbers) keepRequest(keeper, number, "x")
  const isKept = numbers.map((number) => keeper.get(number) !== null)
  expect(isKept).toEqual([false, true, true, true])
})

test("past the bytes the oldest go, and what is left is never mixed up", () => {
  const keeper = keeperOf(1000, 20_000)
  const random = randomLcg(1)
  const body = (number: number) => [`${number} `.repeat(1 + Math.floor(random() * 60)), "", "end"]
  const sent = new Map<number, { request: string[]; reply: string[] | null }>()
  for (let number = 1; number <= 500; number += 1) {
    const request = body(number)
    sent.set(number, { request, reply: null })
    keepRequest(keeper, number, ...request)
    const earlier = Math.max(1, number - Math.floor(random() * 20))
    const answered = sent.get(earlier)
    if (answered?.reply === null) {
      answered.reply = body(earlier)
      keepReply(keeper, earlier, ...answered.reply)
    }
  }
  const held = [...sent].filter(([number]) => keeper.get(number) !== null)
  for (const [number, { request, reply }] of held) {
    expect(keeper.get(number)).toEqual({
      request: [CLIENT.toString(), ...request].map(kept),
      requestFrames: request.length + 1,
      reply: reply === null ? null : [CLIENT.toString(), ...reply].map(kept),
      ...(reply === null ? {} : { replyFrames: reply.length + 1 }),
    })
  }
  expect(held.length).toBeGreaterThan(20)
  expect(keeper.get(1)).toBeNull()
  expect(keeper.get(500)).not.toBeNull()
})

test("a reply to what is no longer kept is not kept", () => {
  const keeper = keeperOf(10, 100_000)
  keepReply(keeper, 1, "World")
  expect(keeper.get(1)).toBeNull()
})

const whole = (text: string, keptBytes = text.length) => ({
  sizeBytes: text.length,
  headBase64: Buffer.from(text.slice(0, keptBytes)).toString("base64"),
})

test("long frames are kept whole up to the size of a message", () => {
  const keeper = keeperOf(10, 100_000, 2000, 100_000)
  const [one, two] = ["a".repeat(1500), "b".repeat(1500)]
  keepRequest(keeper, 1, "", one)
  keepReply(keeper, 1, "", one, two, "c")
  expect(keeper.get(1)).toEqual({
    request: [kept("client"), kept(""), whole(one)],
    requestFrames: 3,
    reply: [kept("client"), kept(""), whole(one), whole(two, 2000 - 1506), whole("c", 0)],
    replyFrames: 5,
  })
})

test("of what has no more room the first bytes are left, and short ones stay as they were", () => {
  const keeper = keeperOf(100, 100_000, 5000, 10_000)
  keepRequest(keeper, 1, "", "short")
  for (let number = 2; number <= 5; number += 1) keepRequest(keeper, number, "", "x".repeat(4000))
  const bodies = [1, 2, 5].map((number) => keeper.get(number)?.request.at(-1))
  expect(bodies).toEqual([kept("short"), kept("x".repeat(4000)), whole("x".repeat(4000))])
})

test("of a flood of large messages as many are kept whole as half the room holds in a second", () => {
  let us = 0
  const keeper = keeperOf(10, 100_000, 1000, 4000, () => us)
  const long = "x".repeat(900)
  const wholeOf = (envelope: number) => keeper.get(envelope)?.request[1]?.headBase64.length
  for (const envelope of [1, 2, 3]) keepRequest(keeper, envelope, long)
  expect([1, 2, 3].map(wholeOf)).toEqual([1200, 1200, 344])
  us = 400_000
  keepRequest(keeper, 4, long)
  keepRequest(keeper, 5, long)
  expect([4, 5].map(wholeOf)).toEqual([1200, 344])
})
