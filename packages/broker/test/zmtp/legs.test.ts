import type { Notice } from "@zmqscope/protocol"
import { eventually, greeting, message, ready } from "@zmqscope/testkit"
import type { ZmtpLimits } from "@zmqscope/zmtp"
import { expect, test } from "vitest"
import { Notices } from "../../src/notices.js"
import type { Leg } from "../../src/zmtp/leg.js"
import { Legs } from "../../src/zmtp/legs.js"
import { SocketPairs } from "./socket-pair.js"

const LIMITS: ZmtpLimits = {
  frameBytes: 10_000_000,
  messageBytes: 10_000_000,
  framesPerMessage: 100,
}
const HANDSHAKE = Buffer.concat([greeting(), ready({ "Socket-Type": "REQ" })])
const KB = 1000

async function openLegs(unfinishedBytes = 1000 * KB) {
  const pairs = await SocketPairs.start()
  const told: Notice[] = []
  const notices = new Notices(
    () => 5_000_000,
    (notice) => told.push(notice),
  )
  const legs = new Legs(unfinishedBytes, notices)
  const open = async (name: string) => {
    const { ours, theirs } = await pairs.open()
    const seen = { messages: 0, isReady: false, isClosed: false }
    const leg: Leg = legs.open("frontend", ours, { socketType: "ROUTER", limits: LIMITS }, () => ({
      get name() {
        return seen.isReady ? name : undefined
      },
      ready: () => {
        seen.isReady = true
      },
      message: () => {
        seen.messages += 1
      },
      closed: () => {
        seen.isClosed = true
      },
    }))
    return { leg, ours, theirs, seen }
  }
  /** One whose message of so many kB has come in part. */
  const unfinished = async (name: string, wholeKb: number, partKb: number) => {
    const opened = await open(name)
    const bytes = message([Buffer.alloc(wholeKb * KB)])
    opened.theirs.write(Buffer.concat([HANDSHAKE, bytes.subarray(0, partKb * KB)]))
    await eventually(() => opened.leg.unfinishedBytes === partKb * KB, "a part of a message")
    return { ...opened, finish: () => opened.theirs.write(bytes.subarray(partKb * KB)) }
  }
  const tick = (count: number) => {
    for (let ticks = 0; ticks < count; ticks += 1) legs.tick()
  }
  return {
    legs,
    open,
    unfinished,
    tick,
    told,
    [Symbol.asyncDispose]: () => pairs[Symbol.asyncDispose](),
  }
}

test("a handshake that does not come within 50 ticks is told of and ends; who has shaken hands stays", async () => {
  await using parts = await openLegs()
  const { open, tick, told } = parts
  const [mute, half, whole] = [await open("mute"), await open("half"), await open("whole")]
  half.theirs.write(greeting())
  whole.theirs.write(HANDSHAKE)
  await eventually(() => whole.seen.isReady, "a handshake")
  tick(50)
  expect(told).toEqual([])
  tick(1)
  await eventually(() => mute.seen.isClosed && half.seen.isClosed, "an end of both")
  expect(told.map(({ kind, name }) => [kind, name])).toEqual([
    ["handshake", null],
    ["handshake", null],
  ])
  expect(new Set(told.map(({ address }) => address))).toEqual(
    new Set([mute, half].map(({ leg }) => leg.address)),
  )
  tick(100)
  expect(whole.seen.isClosed).toBe(false)
})

test("a fault is told with the name, once there is one", async () => {
  await using parts = await openLegs()
  const { open, told } = parts
  const peer = await open("asker")
  peer.theirs.write(Buffer.concat([HANDSHAKE, Buffer.from([0x08, 0])]))
  await eventually(() => peer.seen.isClosed, "an end")
  expect(told).toMatchObject([
    { kind: "malformed", side: "frontend", name: "asker", address: peer.leg.address },
  ])
})

test("an ordinary end tells nobody anything", async () => {
  await using parts = await openLegs()
  const { open, told } = parts
  const peer = await open("asker")
  peer.theirs.end(HANDSHAKE)
  await eventually(() => peer.seen.isClosed, "an end")
  expect(told).toEqual([])
})

test("within the bound nobody is held for what is unfinished", async () => {
  await using parts = await openLegs(1000 * KB)
  const { unfinished, tick } = parts
  const peers = [await unfinished("a", 900, 400), await unfinished("b", 900, 400)]
  tick(100)
  for (const { ours, seen } of peers) {
    expect(ours.isPaused()).toBe(false)
    expect(seen.isClosed).toBe(false)
  }
})

test("past the bound the furthest go on, and when they are through the others do: nothing is lost", async () => {
  await using parts = await openLegs(1000 * KB)
  const { unfinished, tick, told } = parts
  const furthest = await unfinished("furthest", 900, 700)
  const second = await unfinished("second", 900, 500)
  const third = await unfinished("third", 900, 400)
  tick(1)
  expect([furthest, second, third].map(({ ours }) => ours.isPaused())).toEqual([false, true, true])
  for (const peer of [second, third]) peer.finish()
  tick(5)
  expect(second.seen.messages + third.seen.messages).toBe(0)
  furthest.finish()
  await eventually(() => furthest.seen.messages === 1, "the furthest's message")
  await eventually(() => {
    tick(1)
    return second.seen.messages === 1 && third.seen.messages === 1
  }, "the others'")
  expect(told).toEqual([])
})

test("one that keeps the others from being read and comes no further is cut, and told of", async () => {
  await using parts = await openLegs(1000 * KB)
  const { unfinished, tick, told } = parts
  const stuck = await unfinished("stuck", 900, 700)
  const waiting = await unfinished("waiting", 900, 500)
  waiting.finish()
  tick(51)
  expect(stuck.seen.isClosed).toBe(false)
  tick(2)
  await eventually(() => stuck.seen.isClosed, "the stuck one's end")
  await eventually(() => {
    tick(1)
    return waiting.seen.messages === 1
  }, "the other's message")
  expect(told).toMatchObject([{ kind: "message-too-large", name: "stuck" }])
})
