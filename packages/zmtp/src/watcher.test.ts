import { command, frame, greeting, message, property, ready } from "@zmqscope/testkit"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { byteByByte, cut } from "../test/chunks.js"
import { TestPeer } from "../test/peer.js"
import { messages, places, SMALL_LIMITS } from "../test/streams.js"
import type { FaultCode, ZmtpLimits } from "./index.js"
import { Watcher, type WatcherEvents } from "./watcher.js"

const LIMITS: ZmtpLimits = {
  frameBytes: 64_000_000,
  messageBytes: 64_000_000,
  framesPerMessage: 100,
}

type Seen =
  | { readonly ready: Readonly<Record<string, string>> }
  | { readonly pinged: true }
  | { readonly started: string | undefined }

interface Watched {
  readonly seen: Seen[]
  readonly fault: FaultCode | undefined
}

function listen(seen: Seen[]): WatcherEvents {
  return {
    ready: (properties) =>
      seen.push({
        ready: Object.fromEntries(Array.from(properties, ([name, value]) => [name, String(value)])),
      }),
    pinged: () => seen.push({ pinged: true }),
    messageStarted: (head) => seen.push({ started: head?.toString("hex") }),
  }
}

function watch(chunks: Iterable<Buffer>, limits = LIMITS): Watched {
  const seen: Seen[] = []
  const watcher = new Watcher(limits, listen(seen))
  let fault: FaultCode | undefined
  for (const chunk of chunks) fault = watcher.push(chunk)?.code
  return { seen, fault }
}

const NUMBER = Buffer.from("0102030405060708", "hex")
const NEXT_NUMBER = Buffer.from("0102030405060709", "hex")
const ROUTING_ID = Buffer.from("00c0ffee11", "hex")
const EMPTY = Buffer.alloc(0)
const HANDSHAKE = Buffer.concat([
  greeting(),
  ready({ "Socket-Type": "REP", Identity: "", "X-Name": "größer" }),
])
const READY_SEEN = { ready: { "socket-type": "REP", identity: "", "x-name": "größer" } }

/** Everything that a worker's connection may carry, and what is to be seen of it. */
const SESSION = Buffer.concat([
  HANDSHAKE,
  message([NUMBER, ROUTING_ID, EMPTY, Buffer.from("Hello")]),
  command("PING", Buffer.from([0, 10, 1, 2])),
  message([NEXT_NUMBER, ROUTING_ID, EMPTY, Buffer.alloc(300, 7), EMPTY, Buffer.from("x")]),
  command("PONG", Buffer.from([1, 2])),
  message([NUMBER, ROUTING_ID, EMPTY, EMPTY], { long: true }),
  message([Buffer.from("short")]),
])
const SESSION_SEEN: readonly Seen[] = [
  READY_SEEN,
  { started: NUMBER.toString("hex") },
  { pinged: true },
  { started: NEXT_NUMBER.toString("hex") },
  { started: NUMBER.toString("hex") },
  { started: undefined },
]

describe("a session is seen the same", () => {
  test("in one chunk", () => {
    expect(watch([SESSION])).toEqual({ seen: SESSION_SEEN, fault: undefined })
  })

  test("a byte at a time", () => {
    expect(watch(byteByByte(SESSION))).toEqual({ seen: SESSION_SEEN, fault: undefined })
  })

  test("split in two anywhere", () => {
    for (let place = 0; place <= SESSION.length; place += 1) {
      const halves = [SESSION.subarray(0, place), SESSION.subarray(place)]
      expect(watch(halves), `split behind byte ${place}`).toEqual({
        seen: SESSION_SEEN,
        fault: undefined,
      })
    }
  })

  test("in any chunks", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(SESSION.length)), (where) => {
        expect(watch(cut(SESSION, where)).seen).toEqual(SESSION_SEEN)
      }),
    )
  })

  test("when its reader writes over every chunk afterwards", () => {
    const seen: Seen[] = []
    const watcher = new Watcher(LIMITS, listen(seen))
    for (const chunk of byteByByte(SESSION)) {
      watcher.push(chunk)
      chunk.fill(0xee)
    }
    expect(seen).toEqual(SESSION_SEEN)
  })
})

test("any messages in any chunks: the first 8 bytes of each", () => {
  const frames = fc.array(fc.uint8Array({ maxLength: 400, size: "max" }), { minLength: 1 })
  const drawn = fc.array(fc.record({ frames, long: fc.boolean() }), { maxLength: 5 })
  fc.assert(
    fc.property(drawn, fc.array(fc.nat(4000)), (sent, where) => {
      const bytes = [HANDSHAKE, ...sent.map((one) => message(one.frames, one))]
      const expected = sent.map(({ frames: [first = EMPTY] }): Seen => {
        return { started: first.length < 8 ? undefined : Buffer.from(first).toString("hex", 0, 8) }
      })
      expect(watch(cut(Buffer.concat(bytes), where))).toEqual({
        seen: [READY_SEEN, ...expected],
        fault: undefined,
      })
    }),
  )
})

test("a message begins with its first frame", () => {
  const bytes = message([NUMBER, ROUTING_ID, EMPTY, Buffer.from("Hello")])
  const firstFrame = 2 + NUMBER.length
  const begun = { started: NUMBER.toString("hex") }
  expect(watch([HANDSHAKE, bytes.subarray(0, firstFrame - 1)]).seen).toEqual([READY_SEEN])
  expect(watch([HANDSHAKE, bytes.subarray(0, firstFrame)]).seen).toEqual([READY_SEEN, begun])
  expect(watch([HANDSHAKE, bytes.subarray(0, -1)]).seen).toEqual([READY_SEEN, begun])
})

test("a body of 10 MB passes without being kept", () => {
  const chunk = Buffer.alloc(65_536, 1)
  const bodyBytes = 160 * chunk.length
  const open = message([NUMBER, ROUTING_ID, EMPTY, EMPTY], { long: true })
  open.writeBigUInt64BE(BigInt(bodyBytes), open.length - 8)
  const watcher = new Watcher({ ...LIMITS, frameBytes: bodyBytes }, listen([]))
  watcher.push(HANDSHAKE)
  watcher.push(open)
  const before = process.memoryUsage().arrayBuffers
  for (let index = 0; index < 159; index += 1) watcher.push(chunk)
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1_048_576)
  expect(watcher.isBetweenFrames).toBe(false)
  watcher.push(chunk)
  expect(watcher.isBetweenFrames).toBe(true)
})

test("property names are compared without their case", () => {
  const { seen } = watch([greeting(), ready({ "SOCKET-TYPE": "DEALER", "x-nAME": "a" })])
  expect(seen).toEqual([{ ready: { "socket-type": "DEALER", "x-name": "a" } }])
})

test("a READY without properties is one", () => {
  expect(watch([greeting(), ready({})])).toEqual({ seen: [{ ready: {} }], fault: undefined })
})

const keyOnly = Buffer.concat([Buffer.from([11]), Buffer.from("Socket-Type")])
test.each([
  { name: "ZMTP 2", bytes: greeting({ version: 1 }), code: "old-zmtp" },
  { name: "CURVE", bytes: greeting({ mechanism: "CURVE" }), code: "mechanism" },
  {
    name: "a mechanism that only begins as NULL",
    bytes: greeting({ mechanism: "NULLS" }),
    code: "mechanism",
  },
  { name: "HTTP", bytes: Buffer.from("GET / HTTP/1.1\r\n\r\n"), code: "not-zmtp" },
  { name: "zeros", bytes: Buffer.alloc(64), code: "not-zmtp" },
  {
    name: "a READY whose key is cut off",
    bytes: [greeting(), command("READY", keyOnly)],
    code: "malformed",
  },
  {
    name: "a READY whose value is cut off",
    bytes: [greeting(), command("READY", property("Socket-Type", "REP").subarray(0, -1))],
    code: "malformed",
  },
  { name: "an empty command", bytes: [greeting(), frame(4, EMPTY)], code: "malformed" },
  {
    name: "a READY of 10 kB",
    bytes: [greeting(), ready({ "X-Name": "n".repeat(10_000) })],
    code: "malformed",
  },
  { name: "a message before READY", bytes: [greeting(), message([NUMBER])], code: "handshake" },
  { name: "a reserved flag", bytes: [HANDSHAKE, frame(8, NUMBER)], code: "malformed" },
  {
    name: "a second READY",
    bytes: [HANDSHAKE, ready({ "Socket-Type": "REP" })],
    code: "malformed",
  },
  { name: "a command that promises more", bytes: [HANDSHAKE, frame(5, NUMBER)], code: "malformed" },
  {
    name: "a frame larger than the bound",
    bytes: [HANDSHAKE, Buffer.from("02000000000fffffff", "hex")],
    code: "frame-too-large",
  },
  {
    name: "a message of more frames than the bound",
    bytes: [HANDSHAKE, message(Array.from({ length: 101 }, () => NUMBER))],
    code: "message-too-large",
  },
])("$name is watched no more, and has a name", ({ bytes, code }) => {
  const rest = message([NEXT_NUMBER, ROUTING_ID, EMPTY, Buffer.from("Hello")])
  const stream = Buffer.concat([...(Array.isArray(bytes) ? bytes : [bytes]), HANDSHAKE, rest])
  const inOne = watch([stream])
  expect(inOne.fault).toBe(code)
  expect(inOne.seen).not.toContainEqual({ started: NEXT_NUMBER.toString("hex") })
  expect(watch(byteByByte(stream))).toEqual(inOne)
})

test("it follows as far as the one who speaks, to the same fault", () => {
  const sent = fc.array(messages, { maxLength: 8 }).map((all) => Buffer.concat(all))
  fc.assert(
    fc.property(sent, places, (bytes, where) => {
      const speaking = new TestPeer()
      speaking.push([greeting(), ready({ "Socket-Type": "DEALER" }), ...cut(bytes, where)])
      const { seen, fault } = watch([HANDSHAKE, ...cut(bytes, where)], SMALL_LIMITS)
      const started = seen.filter((event) => "started" in event)
      expect(started.slice(0, speaking.messages.length)).toEqual(
        speaking.messages.map(({ frames: [first = EMPTY] }) => ({
          started: first.length < 8 ? undefined : first.toString("hex", 0, 8),
        })),
      )
      expect(started.length - speaking.messages.length).toBeLessThan(2)
      expect(fault).toBe(speaking.fault?.code)
    }),
    { seed: 1, numRuns: 200 },
  )
})

test("it knows when the next byte begins a frame", () => {
  const bytes = message([NUMBER, Buffer.alloc(300)])
  const watcher = new Watcher(LIMITS, listen([]))
  expect(watcher.isBetweenFrames).toBe(false)
  watcher.push(HANDSHAKE)
  const between: number[] = []
  for (const [index, byte] of byteByByte(bytes).entries()) {
    if (watcher.isBetweenFrames) between.push(index)
    watcher.push(byte)
  }
  expect(between).toEqual([0, 10])
  expect(watcher.isBetweenFrames).toBe(true)
})

test("a READY that is cut off is waited for", () => {
  expect(watch([HANDSHAKE.subarray(0, -1)])).toEqual({ seen: [], fault: undefined })
})

const random = fc.uint8Array({ maxLength: 600, size: "max" }).map((bytes) => Buffer.from(bytes))

test("random bytes never throw, and are the same in any chunks", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(EMPTY, greeting(), HANDSHAKE),
      random,
      fc.array(fc.nat(800)),
      (before, bytes, where) => {
        const stream = Buffer.concat([before, bytes])
        expect(watch(cut(stream, where))).toEqual(watch([stream]))
      },
    ),
    { seed: 2, numRuns: 300 },
  )
})

test("one byte changed anywhere in a session never throws", () => {
  fc.assert(
    fc.property(fc.nat(SESSION.length - 1), fc.integer({ min: 0, max: 255 }), (place, byte) => {
      const changed = Buffer.from(SESSION)
      changed.writeUInt8(byte, place)
      expect(watch(byteByByte(changed))).toEqual(watch([changed]))
    }),
    { seed: 3, numRuns: 300 },
  )
})
