import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { command, frame, greeting, message, property, ready } from "../test/zmtp-bytes.js"
import { ZmtpObserver } from "./zmtp-observer.js"

type Seen =
  | { readonly ready: Readonly<Record<string, string>> }
  | { readonly pinged: true }
  | { readonly started: string | undefined }
  | { readonly passed: string | undefined; readonly bodyBytes: number }

function observe(chunks: Iterable<Buffer>): { seen: Seen[]; isObserving: boolean } {
  const seen: Seen[] = []
  const observer = new ZmtpObserver({
    ready: (properties) => seen.push({ ready: Object.fromEntries(properties) }),
    pinged: () => seen.push({ pinged: true }),
    messageStarted: (head) => seen.push({ started: head?.toString("hex") }),
    messagePassed: (head, bodyBytes) => seen.push({ passed: head?.toString("hex"), bodyBytes }),
  })
  for (const chunk of chunks) observer.push(chunk)
  return { seen, isObserving: observer.isObserving }
}

/** Cuts bytes behind each of the places, in any order. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const ends = [...new Set([...places.filter((place) => place < bytes.length), bytes.length])]
  ends.sort((left, right) => left - right)
  return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end))
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
  { passed: NUMBER.toString("hex"), bodyBytes: 5 },
  { pinged: true },
  { started: NEXT_NUMBER.toString("hex") },
  { passed: NEXT_NUMBER.toString("hex"), bodyBytes: 301 },
  { started: NUMBER.toString("hex") },
  { passed: NUMBER.toString("hex"), bodyBytes: 0 },
  { started: undefined },
  { passed: undefined, bodyBytes: 0 },
]

describe("a session is seen the same", () => {
  test("in one chunk", () => {
    expect(observe([SESSION])).toEqual({ seen: SESSION_SEEN, isObserving: true })
  })

  test("a byte at a time", () => {
    const bytes = Array.from(SESSION, (byte) => Buffer.from([byte]))
    expect(observe(bytes)).toEqual({ seen: SESSION_SEEN, isObserving: true })
  })

  test("split in two anywhere", () => {
    for (let place = 0; place <= SESSION.length; place += 1) {
      const halves = [SESSION.subarray(0, place), SESSION.subarray(place)]
      expect(observe(halves), `split behind byte ${place}`).toEqual({
        seen: SESSION_SEEN,
        isObserving: true,
      })
    }
  })

  test("in any chunks", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(SESSION.length)), (places) => {
        expect(observe(cut(SESSION, places)).seen).toEqual(SESSION_SEEN)
      }),
    )
  })

  test("when its reader writes over every chunk afterwards", () => {
    const seen: Seen[] = []
    const observer = new ZmtpObserver({
      ready: () => {},
      pinged: () => seen.push({ pinged: true }),
      messageStarted: (head) => seen.push({ started: head?.toString("hex") }),
      messagePassed: (head, bodyBytes) => seen.push({ passed: head?.toString("hex"), bodyBytes }),
    })
    for (const byte of SESSION) {
      const chunk = Buffer.from([byte])
      observer.push(chunk)
      chunk.fill(0xee)
    }
    expect(seen).toEqual(SESSION_SEEN.filter((event) => !("ready" in event)))
  })
})

test("any messages in any chunks: heads of 8 bytes, and bytes behind the first empty frame", () => {
  const frames = fc.array(fc.uint8Array({ maxLength: 400, size: "max" }), { minLength: 1 })
  const messages = fc.array(fc.record({ frames, long: fc.boolean() }), { maxLength: 5 })
  fc.assert(
    fc.property(messages, fc.array(fc.nat(4000)), (sent, places) => {
      const bytes = [HANDSHAKE, ...sent.map((one) => message(one.frames, one))]
      const expected = sent.flatMap(({ frames: [first = EMPTY, ...rest] }): Seen[] => {
        const head = first.length === 8 ? Buffer.from(first).toString("hex") : undefined
        const delimiter = rest.findIndex((body) => body.length === 0)
        const behind = delimiter < 0 ? [] : rest.slice(delimiter + 1)
        const bodyBytes = behind.reduce((sum, body) => sum + body.length, 0)
        return [{ started: head }, { passed: head, bodyBytes }]
      })
      expect(observe(cut(Buffer.concat(bytes), places))).toEqual({
        seen: [READY_SEEN, ...expected],
        isObserving: true,
      })
    }),
  )
})

test("a message begins with its first frame, and has passed with its last byte", () => {
  const bytes = message([NUMBER, ROUTING_ID, EMPTY, Buffer.from("Hello")])
  const firstFrame = 2 + NUMBER.length
  const begun = { started: NUMBER.toString("hex") }
  expect(observe([HANDSHAKE, bytes.subarray(0, firstFrame - 1)]).seen).toEqual([READY_SEEN])
  expect(observe([HANDSHAKE, bytes.subarray(0, firstFrame)]).seen).toEqual([READY_SEEN, begun])
  expect(observe([HANDSHAKE, bytes.subarray(0, -1)]).seen).toEqual([READY_SEEN, begun])
})

test("a body of 10 MB passes without being kept", () => {
  const chunk = Buffer.alloc(65_536, 1)
  const bodyBytes = 160 * chunk.length
  const open = message([NUMBER, ROUTING_ID, EMPTY, EMPTY], { long: true })
  open.writeBigUInt64BE(BigInt(bodyBytes), open.length - 8)
  const passed: number[] = []
  const observer = new ZmtpObserver({
    ready: () => {},
    pinged: () => {},
    messageStarted: () => {},
    messagePassed: (_head, bytes) => passed.push(bytes),
  })
  observer.push(HANDSHAKE)
  observer.push(open)
  const before = process.memoryUsage().arrayBuffers
  for (let index = 0; index < 159; index += 1) observer.push(chunk)
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1_048_576)
  expect(passed).toEqual([])
  observer.push(chunk)
  expect(passed).toEqual([bodyBytes])
})

test("property names are compared without their case", () => {
  const { seen } = observe([greeting(), ready({ "SOCKET-TYPE": "DEALER", "x-nAME": "a" })])
  expect(seen).toEqual([{ ready: { "socket-type": "DEALER", "x-name": "a" } }])
})

test("a READY without properties is one", () => {
  expect(observe([greeting(), ready({})])).toEqual({ seen: [{ ready: {} }], isObserving: true })
})

const REST = message([NUMBER, ROUTING_ID, EMPTY, Buffer.from("Hello")])
const keyOnly = Buffer.concat([Buffer.from([11]), Buffer.from("Socket-Type")])
test.each([
  { name: "ZMTP 2", bytes: greeting({ version: 1 }) },
  { name: "CURVE", bytes: greeting({ mechanism: "CURVE" }) },
  { name: "PLAIN", bytes: greeting({ mechanism: "PLAIN" }) },
  { name: "a mechanism that only begins as NULL", bytes: greeting({ mechanism: "NULLS" }) },
  {
    name: "HTTP",
    bytes: Buffer.from(`GET / HTTP/1.1\r\nHost: a\r\nUser-Agent: ${"x".repeat(64)}`),
  },
  { name: "zeros", bytes: Buffer.alloc(64) },
  { name: "another command than READY", bytes: [greeting(), command("ERROR", keyOnly)] },
  { name: "a READY whose key is cut off", bytes: [greeting(), command("READY", keyOnly)] },
  {
    name: "a READY whose value is cut off",
    bytes: [greeting(), command("READY", property("Socket-Type", "REP").subarray(0, -1))],
  },
  { name: "an empty command", bytes: [greeting(), frame(4, EMPTY)] },
  { name: "a READY of 10 kB", bytes: [greeting(), ready({ "X-Name": "n".repeat(10_000) })] },
  { name: "a message before READY", bytes: [greeting(), message([NUMBER])] },
  { name: "a reserved flag", bytes: [HANDSHAKE, frame(8, NUMBER)] },
  { name: "a command that promises more", bytes: [HANDSHAKE, frame(5, NUMBER)] },
])("$name is not observed any more", ({ bytes }) => {
  const stream = Buffer.concat([...(Array.isArray(bytes) ? bytes : [bytes]), HANDSHAKE, REST])
  const inOne = observe([stream])
  expect(inOne.isObserving).toBe(false)
  expect(inOne.seen.filter((event) => !("ready" in event))).toEqual([])
  expect(observe(Array.from(stream, (byte) => Buffer.from([byte])))).toEqual(inOne)
})

test("a READY that is cut off is waited for", () => {
  expect(observe([HANDSHAKE.subarray(0, -1)])).toEqual({ seen: [], isObserving: true })
})

const random = fc.uint8Array({ maxLength: 600, size: "max" }).map((bytes) => Buffer.from(bytes))

test("random bytes never throw, and are the same in any chunks", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(EMPTY, greeting(), HANDSHAKE),
      random,
      fc.array(fc.nat(800)),
      (before, bytes, places) => {
        const stream = Buffer.concat([before, bytes])
        expect(observe(cut(stream, places))).toEqual(observe([stream]))
      },
    ),
    { numRuns: 500 },
  )
})

test("one byte changed anywhere in a session never throws", () => {
  fc.assert(
    fc.property(fc.nat(SESSION.length - 1), fc.integer({ min: 0, max: 255 }), (place, byte) => {
      const changed = Buffer.from(SESSION)
      changed.writeUInt8(byte, place)
      const bytes = Array.from(changed, (value) => Buffer.from([value]))
      expect(observe(bytes)).toEqual(observe([changed]))
    }),
    { numRuns: 500 },
  )
})
