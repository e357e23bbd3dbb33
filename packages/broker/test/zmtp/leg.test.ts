import { once } from "node:events"
import type { Socket } from "node:net"
import { command, eventually, greeting, message, ready } from "@zmqscope/testkit"
import { type Fault, type Message, Outboxes, type Peer, type ZmtpLimits } from "@zmqscope/zmtp"
import { expect, test } from "vitest"
import { Leg } from "../../src/zmtp/leg.js"
import { Turns } from "../../src/zmtp/turns.js"
import { SocketPairs } from "./socket-pair.js"

const LIMITS: ZmtpLimits = {
  frameBytes: 10_000_000,
  messageBytes: 10_000_000,
  framesPerMessage: 100,
}
const HANDSHAKE = Buffer.concat([greeting(), ready({ "Socket-Type": "DEALER", Identity: "me" })])

function numbered(from: number, to: number): Buffer {
  const count = to - from + 1
  return Buffer.concat(
    Array.from({ length: count }, (_, index) => message([Buffer.from(`${from + index}`)])),
  )
}

function numbers(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => `${from + index}`)
}

/** A leg whose peer is in the test's hands; `onMessage` is called with the text of each message. */
async function openLeg(onMessage: (text: string, leg: Leg) => void = () => {}) {
  const pairs = await SocketPairs.start()
  const { ours, theirs } = await pairs.open()
  const peers: Peer[] = []
  const got: string[] = []
  const ends: (Fault | undefined)[] = []
  const leg: Leg = new Leg(
    ours,
    { socketType: "ROUTER", limits: LIMITS },
    new Outboxes(),
    new Turns(),
    {
      ready: (peer) => peers.push(peer),
      message: ({ frames: [first] }: Message) => {
        got.push(String(first))
        onMessage(String(first), leg)
      },
      closed: (fault) => ends.push(fault),
    },
  )
  return {
    leg,
    ours,
    theirs,
    peers,
    got,
    ends,
    [Symbol.asyncDispose]: () => pairs[Symbol.asyncDispose](),
  }
}

test("a peer that shakes hands is told of, then each of its messages, in order", async () => {
  await using parts = await openLeg()
  const { leg, theirs, peers, got, ends } = parts
  expect(leg.address).toBe(`127.0.0.1:${theirs.localPort}`)
  expect(leg.peer).toBeUndefined()
  theirs.write(Buffer.concat([HANDSHAKE, numbered(1, 500)]))
  await eventually(() => got.length === 500, "all messages")
  expect(got).toEqual(numbers(1, 500))
  expect(peers.map(({ routingId }) => String(routingId))).toEqual(["me"])
  expect(leg.peer).toBe(peers[0])
  theirs.end()
  await leg.ended
  expect(ends).toEqual([undefined])
})

test("held in the middle of a chunk it gives nothing more, and goes on where it was", async () => {
  await using parts = await openLeg((text, leg) => {
    if (text === "3" || text === "7") leg.hold("room")
  })
  const { leg, ours, theirs, got } = parts
  theirs.write(Buffer.concat([HANDSHAKE, numbered(1, 10)]))
  await eventually(() => got.length === 3, "the first three")
  expect(ours.isPaused()).toBe(true)
  theirs.write(numbered(11, 20))
  leg.release("room")
  await eventually(() => got.length === 7, "four more")
  expect(ours.isPaused()).toBe(true)
  leg.release("room")
  await eventually(() => got.length === 20, "the rest")
  expect(got).toEqual(numbers(1, 20))
  expect(ours.isPaused()).toBe(false)
})

test("held and released again and again, be it with nothing to say, it loses nothing", async () => {
  await using parts = await openLeg((text, leg) => {
    if (Number(text) % 3 === 0) leg.hold("room")
  })
  const { leg, ours, theirs, got } = parts
  leg.release("room")
  leg.hold("room")
  leg.hold("room")
  leg.release("room")
  leg.release("room")
  theirs.write(HANDSHAKE)
  const bytes = numbered(1, 200)
  for (let at = 0; at < bytes.length; at += 7) theirs.write(bytes.subarray(at, at + 7))
  await eventually(() => {
    if (ours.isPaused()) leg.release("room")
    return got.length === 200
  }, "all messages")
  expect(got).toEqual(numbers(1, 200))
})

test("held for two reasons it goes on when both are gone, whichever goes first", async () => {
  await using parts = await openLeg((text, leg) => {
    if (text === "2") leg.hold("room")
  })
  const { leg, ours, theirs, got } = parts
  theirs.write(Buffer.concat([HANDSHAKE, numbered(1, 4)]))
  await eventually(() => got.length === 2, "the first two")
  leg.hold("unfinished")
  leg.release("room")
  expect(ours.isPaused()).toBe(true)
  leg.release("unfinished")
  await eventually(() => got.length === 4, "the rest")
})

test("while it is held the peer is held back by TCP, and all comes when it goes on", async () => {
  await using parts = await openLeg()
  const { leg, theirs, got, peers } = parts
  theirs.write(HANDSHAKE)
  await eventually(() => peers.length === 1, "a handshake")
  leg.hold("room")
  const body = Buffer.alloc(100_000, 7)
  const isTaken = () => theirs.writableLength === 0
  let sent = 0
  do {
    theirs.write(message([body]))
    sent += 1
    await new Promise((resolve) => setImmediate(resolve))
  } while (sent < 200)
  expect(isTaken()).toBe(false)
  expect(got).toEqual([])
  leg.release("room")
  await eventually(() => got.length === sent, "all messages")
  expect(isTaken()).toBe(true)
})

test("a peer with much to be worked on leaves others their turns of the event loop", async () => {
  let turns = 0
  const count = () => {
    turns += 1
    immediate = setImmediate(count)
  }
  let immediate = setImmediate(count)
  const turnOf: number[] = []
  await using parts = await openLeg(() => {
    turnOf.push(turns)
    const startedAt = performance.now()
    while (performance.now() - startedAt < 0.5);
  })
  const { theirs, got } = parts
  theirs.write(Buffer.concat([HANDSHAKE, numbered(1, 1000)]))
  await eventually(() => got.length === 1000, "all messages")
  clearImmediate(immediate)
  expect(got).toEqual(numbers(1, 1000))
  const inTurn = new Map<number, number>()
  for (const turn of turnOf) inTurn.set(turn, (inTurn.get(turn) ?? 0) + 1)
  // It looks at the clock every 32: no turn does more than that beyond its time, here ten messages.
  expect(Math.max(...inTurn.values())).toBeLessThanOrEqual(64)
  expect(inTurn.size).toBeGreaterThan(10)
})

test.each([
  { how: "in peace", leave: (theirs: Socket) => theirs.end() },
  { how: "with a reset", leave: (theirs: Socket) => theirs.resetAndDestroy() },
])(
  "what a peer said before it left $how is heard, though there was no time for it",
  async ({ leave }) => {
    await using parts = await openLeg(() => {
      const startedAt = performance.now()
      while (performance.now() - startedAt < 0.5);
    })
    const { leg, theirs, got, ends } = parts
    theirs.write(Buffer.concat([HANDSHAKE, numbered(1, 200)]))
    await eventually(() => got.length > 0, "the first of them")
    expect(got.length).toBeLessThan(200)
    leave(theirs)
    await leg.ended
    expect(got).toEqual(numbers(1, 200))
    expect(ends).toEqual([undefined])
  },
)

test("one that is cut has ended for whoever listens, before its socket has", async () => {
  await using parts = await openLeg()
  const { leg, theirs, peers, ends } = parts
  theirs.write(HANDSHAKE)
  await eventually(() => peers.length === 1, "a handshake")
  leg.cut({ code: "malformed", detail: "for a test" })
  expect(ends).toMatchObject([{ code: "malformed" }])
  await leg.ended
  expect(ends).toHaveLength(1)
})

test("it is cut for what it sends, with the fault, and gives nothing more", async () => {
  await using parts = await openLeg()
  const { leg, theirs, got, ends } = parts
  theirs.write(Buffer.concat([HANDSHAKE, numbered(1, 3), Buffer.alloc(9, 0xee), numbered(4, 9)]))
  await leg.ended
  expect(got).toEqual(["1", "2", "3"])
  expect(ends).toMatchObject([{ code: "malformed" }])
})

test("a peer that is refused is told before the connection ends", async () => {
  await using parts = await openLeg()
  const { leg, theirs, ends } = parts
  const chunks: Buffer[] = []
  theirs.on("data", (chunk: Buffer) => chunks.push(chunk))
  theirs.write(Buffer.concat([greeting(), ready({ "Socket-Type": "PUB" })]))
  await once(theirs, "close")
  await leg.ended
  expect(Buffer.concat(chunks).toString("latin1")).toContain("\x05ERROR")
  expect(ends).toMatchObject([{ code: "socket-type" }])
})

test("what was sent before a cut still goes out, nothing after it does, and it ends once", async () => {
  await using parts = await openLeg()
  const { leg, theirs, peers, ends } = parts
  const chunks: Buffer[] = []
  theirs.on("data", (chunk: Buffer) => chunks.push(chunk))
  theirs.write(HANDSHAKE)
  await eventually(() => peers.length === 1, "a handshake")
  leg.send([message([Buffer.from("before")])])
  leg.cut()
  leg.cut({ code: "malformed", detail: "too late" })
  leg.send([message([Buffer.from("after")])])
  leg.ping()
  await once(theirs, "close")
  await leg.ended
  const said = Buffer.concat(chunks).toString("latin1")
  expect(said).toContain("before")
  expect(said).not.toContain("after")
  expect(said).not.toContain("PING")
  expect(ends).toEqual([undefined])
})

test("a reset is an end like any other", async () => {
  await using parts = await openLeg()
  const { leg, theirs, peers, ends } = parts
  theirs.write(HANDSHAKE)
  await eventually(() => peers.length === 1, "a handshake")
  theirs.resetAndDestroy()
  await leg.ended
  expect(ends).toEqual([undefined])
})

test("it knows whether the peer has said anything, and how much stands unsent", async () => {
  await using parts = await openLeg()
  const { leg, theirs, peers } = parts
  theirs.write(HANDSHAKE)
  await eventually(() => peers.length === 1, "a handshake")
  expect([leg.hasSpoken(), leg.hasSpoken()]).toEqual([true, false])
  theirs.write(command("PONG"))
  await eventually(() => leg.hasSpoken(), "a sign of life")
  theirs.pause()
  expect(leg.unsentBytes).toBe(0)
  leg.send([Buffer.alloc(9_000_000)])
  expect(leg.unsentBytes).toBe(9_000_000)
  theirs.resume()
  await eventually(() => leg.unsentBytes === 0, "all sent")
})

test("one that is held is not taken for silent, for nothing is read of it", async () => {
  await using parts = await openLeg()
  const { leg, theirs, peers } = parts
  theirs.write(HANDSHAKE)
  await eventually(() => peers.length === 1, "a handshake")
  leg.hold("unfinished")
  expect([leg.hasSpoken(), leg.hasSpoken(), leg.hasSpoken()]).toEqual([true, true, true])
  leg.release("unfinished")
  expect(leg.hasSpoken()).toBe(false)
})

test("what is held of a message that has not come whole is known", async () => {
  await using parts = await openLeg()
  const { leg, theirs, got } = parts
  const bytes = message([Buffer.alloc(1000, 7)])
  theirs.write(Buffer.concat([HANDSHAKE, bytes.subarray(0, 600)]))
  await eventually(() => leg.unfinishedBytes === 600, "a part of a message")
  theirs.write(bytes.subarray(600))
  await eventually(() => got.length === 1, "the message")
  expect(leg.unfinishedBytes).toBe(0)
})
