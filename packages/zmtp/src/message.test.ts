import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { encodeFrames } from "./encode.js"
import { FrameCursor, Message } from "./message.js"

const text = (...bodies: readonly string[]) => bodies.map((body) => Buffer.from(body))

const inHex = (frame: Buffer) => frame.toString("hex")

/** Of frames, as the wire gives it: in parts that are cut at the places where no header is. */
function fromWire(frames: readonly Buffer[], places: readonly number[]): Message {
  const pieces = encodeFrames(frames)
  const wire = Buffer.concat(pieces)
  const inHeaders = new Set<number>()
  let at = 0
  for (const frame of frames) {
    const headerBytes = frame.length > 255 ? 9 : 2
    for (let place = at + 1; place < at + headerBytes; place += 1) inHeaders.add(place)
    at += headerBytes + frame.length
  }
  const cuts = [...new Set(places)].filter((place) => place < wire.length && !inHeaders.has(place))
  const ends = [...cuts.filter((place) => place > 0), wire.length].sort((one, other) => one - other)
  const parts = ends.map((end, index) => wire.subarray(ends[index - 1] ?? 0, end))
  const { frameCount, sizeBytes, delimiter, bodyBytes } = Message.ofFrames(frames)
  return Message.ofParts(parts, { frameCount, sizeBytes, delimiter, bodyBytes })
}

const bodies = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.uint8Array({ maxLength: 9 }) },
    { weight: 2, arbitrary: fc.constant(new Uint8Array(0)) },
    { weight: 1, arbitrary: fc.uint8Array({ minLength: 240, maxLength: 300, size: "max" }) },
  ),
  { minLength: 1, maxLength: 8 },
)
const frames = bodies.map((all) => all.map((body) => Buffer.from(body)))
const places = fc.array(fc.nat(1200), { maxLength: 20 })

describe("a message of frames", () => {
  test.each([
    { sent: ["", "body"], delimiter: 0, bodyBytes: 4 },
    { sent: ["id", "", "body", "more"], delimiter: 1, bodyBytes: 8 },
    { sent: ["a", "b"], delimiter: -1, bodyBytes: 0 },
    { sent: [""], delimiter: 0, bodyBytes: 0 },
    { sent: ["", "", "x", ""], delimiter: 0, bodyBytes: 1 },
  ])(
    "$sent: delimiter $delimiter, $bodyBytes bytes behind it",
    ({ sent, delimiter, bodyBytes }) => {
      const message = Message.ofFrames(text(...sent))
      expect(message).toMatchObject({ frameCount: sent.length, delimiter, bodyBytes })
      expect(message.payloadBytes).toBe(sent.join("").length)
      expect(message.sizeBytes).toBe(Buffer.concat(message.parts).length)
      expect(message.frames.map(String)).toEqual(sent)
    },
  )
})

describe("a message from the wire, in parts cut anywhere", () => {
  test("has the frames that were sent, and their bytes", () => {
    fc.assert(
      fc.property(frames, places, (sent, where) => {
        const message = fromWire(sent, where)
        expect(message.payloadBytes).toBe(Buffer.concat(sent).length)
        expect(Buffer.concat(message.parts).equals(Buffer.concat(encodeFrames(sent)))).toBe(true)
        expect(message.framesAsCame).toBeUndefined()
        expect(message.frames.map(inHex)).toEqual(sent.map(inHex))
      }),
      { seed: 1, numRuns: 200 },
    )
  })

  test("is compacted to the same message, in memory of its own", () => {
    fc.assert(
      fc.property(frames, places, (sent, where) => {
        const chunk = Buffer.alloc(65_536)
        const message = fromWire(sent, where)
        let at = 0
        const parts = message.parts.map((part) => {
          part.copy(chunk, at)
          at += part.length
          return chunk.subarray(at - part.length, at)
        })
        const compacted = Message.ofParts(parts, message).compacted()
        chunk.fill(0xee)
        expect(compacted).toMatchObject({
          frameCount: message.frameCount,
          sizeBytes: message.sizeBytes,
          delimiter: message.delimiter,
          bodyBytes: message.bodyBytes,
        })
        expect(compacted.frames.map(inHex)).toEqual(sent.map(inHex))
      }),
      { seed: 2, numRuns: 100 },
    )
  })
})

describe("compacting", () => {
  test("leaves alone what has its chunk to itself, and what came as frames", () => {
    const own = fromWire([Buffer.alloc(5000)], [])
    expect(own.compacted()).toBe(own)
    const ofFrames = Message.ofFrames(text("", "body"))
    expect(ofFrames.compacted()).toBe(ofFrames)
  })

  test("joins many small pieces of chunks, each of which would be kept whole", () => {
    const sent = [Buffer.alloc(600, 1)]
    const message = fromWire(sent, [100, 200, 300, 400, 500])
    const parts = message.parts.map((part) =>
      Buffer.concat([part, Buffer.alloc(4096)]).subarray(0, part.length),
    )
    const scattered = Message.ofParts(parts, message)
    const compacted = scattered.compacted()
    expect(compacted.parts).toHaveLength(1)
    expect(compacted.heldBytes).toBeLessThan(scattered.heldBytes)
  })
})

describe("what a message costs to hold", () => {
  test("grows with its frames, be they empty", () => {
    const few = Message.ofFrames([Buffer.alloc(1000)])
    const many = Message.ofFrames(Array.from({ length: 1000 }, () => Buffer.alloc(1)))
    const empty = Message.ofFrames(Array.from({ length: 1000 }, () => Buffer.alloc(0)))
    expect(many.heldBytes).toBeGreaterThan(50 * few.heldBytes)
    expect(empty.heldBytes).toBeGreaterThan(50 * few.heldBytes)
  })

  test("is at least its bytes, and grows when the other form is made of it", () => {
    const message = fromWire([Buffer.alloc(5000), Buffer.alloc(5)], [2500])
    const before = message.heldBytes
    expect(before).toBeGreaterThan(5005)
    expect(message.frames).toHaveLength(2)
    expect(message.heldBytes).toBeGreaterThan(before)
  })
})

describe.each([
  { form: "frames", of: (sent: Buffer[], _where: number[]) => Message.ofFrames(sent) },
  { form: "parts cut anywhere", of: fromWire },
])("a cursor over $form", ({ of }) => {
  test("stands at each frame in turn, and ends", () => {
    const cursor = new FrameCursor()
    fc.assert(
      fc.property(frames, places, fc.nat(400), (sent, where, maxBytes) => {
        cursor.open(of(sent, where))
        for (const body of sent) {
          expect(cursor.next()).toBe(true)
          expect(cursor.length).toBe(body.length)
          const copy = Buffer.alloc(500, 0xee)
          const copied = cursor.copyHead(copy, 10, maxBytes)
          const head = body.subarray(0, maxBytes)
          expect([
            cursor.body().equals(body),
            cursor.head(maxBytes).equals(head),
            cursor.equals(body),
            cursor.equals(Buffer.concat([body, Buffer.from("x")])),
            copied === head.length && copy.subarray(10, 10 + copied).equals(head),
            copy.subarray(10 + copied).every((byte) => byte === 0xee),
          ]).toEqual([true, true, true, false, true, true])
        }
        expect(cursor.next()).toBe(false)
      }),
      { seed: 3, numRuns: 100 },
    )
  })

  test("tells one byte's difference", () => {
    fc.assert(
      fc.property(frames, places, fc.nat(300), (sent, where, at) => {
        const [first = Buffer.alloc(0)] = sent
        const cursor = new FrameCursor()
        cursor.open(of(sent, where))
        cursor.next()
        if (first.length === 0) return
        const other = Buffer.from(first)
        const place = at % other.length
        other[place] = (other[place] ?? 0) ^ 1
        expect(cursor.equals(other)).toBe(false)
      }),
      { seed: 4, numRuns: 100 },
    )
  })

  test("gives the rest behind any frame as it goes over the wire", () => {
    const cursor = new FrameCursor()
    fc.assert(
      fc.property(frames, places, fc.nat(7), (sent, where, skipped) => {
        cursor.open(of(sent, where))
        const taken = Math.min(skipped + 1, sent.length)
        for (let frame = 0; frame < taken; frame += 1) cursor.next()
        const rest = Buffer.concat(cursor.rest())
        expect(rest.equals(Buffer.concat(encodeFrames(sent.slice(taken))))).toBe(true)
      }),
      { seed: 5, numRuns: 200 },
    )
  })
})
